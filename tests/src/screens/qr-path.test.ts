import { expect, it } from 'vitest'
import { qrPath } from '../../../src/screens/devices/qr-path'

it('a QR code is one path of its dark modules, in a light border', () => {
  const { size, path } = qrPath('https://holdfast.example/#/join/7K3Q-X9VM')
  expect(path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/)
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => [
    Number(x),
    Number(y),
    Number(length),
  ])
  // The first row of dark modules begins with the seven of a finder pattern.
  expect(runs[0]).toEqual([4, 4, 7])
  for (const [x = 0, y = 0, length = 0] of runs) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(4)
    expect(Math.max(x + length, y + 1)).toBeLessThanOrEqual(size - 4)
  }
})
