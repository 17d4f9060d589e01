/** What the page asks of a browser that few browsers answer. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { browserEnv } from '../../src/browser-env'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'connection')
})

/** A browser with this Network Information API; undefined: with none. */
function withConnection(connection: object | undefined): void {
  Object.defineProperty(navigator, 'connection', { value: connection, configurable: true })
}
const withReducedData = (reduced: boolean) =>
  vi
    .spyOn(window, 'matchMedia')
    .mockImplementation(
      (query) => ({ matches: reduced && query === '(prefers-reduced-data: reduce)' }) as MediaQueryList,
    )

describe('[D14] little traffic is asked for', () => {
  it.each([
    ['Save-Data', { saveData: true }, false, true],
    ['a metered link', { metered: true }, false, true],
    ['prefers-reduced-data', {}, true, true],
    ['prefers-reduced-data, without the Network Information API', undefined, true, true],
    ['nothing', { saveData: false, metered: false }, false, false],
    ['nothing that the browser tells of', undefined, false, false],
  ])('by %s', (_, connection, reduced, spares) => {
    withConnection(connection)
    withReducedData(reduced)
    expect(browserEnv().sparesData()).toBe(spares)
  })

  it('from now on, or no more: a link that changes is heard, until nobody listens', () => {
    const connection = new EventTarget()
    withConnection(connection)
    const heard = vi.fn()
    const stop = browserEnv().on('link', heard)
    expect(heard).not.toHaveBeenCalled()
    connection.dispatchEvent(new Event('change'))
    expect(heard).toHaveBeenCalledTimes(1)
    stop()
    connection.dispatchEvent(new Event('change'))
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('and a browser that cannot tell of its link is listened to in vain', () => {
    withConnection(undefined)
    expect(() => browserEnv().on('link', () => {})()).not.toThrow()
  })
})
