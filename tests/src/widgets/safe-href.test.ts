import { describe, expect, it } from 'vitest'
import { safeHref, shortAddress } from '../../../src/widgets/safe-href'

describe('safeHref', () => {
  it.each([
    ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
    ['  example.org ', 'https://example.org/'],
    ['localhost:8787/x', 'https://localhost:8787/x'],
    ['http://192.168.1.5:3000', 'http://192.168.1.5:3000/'],
    ['mailto:ines@example.org', 'mailto:ines@example.org'],
    ['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
  ])('%s is %s', (address, href) => expect(safeHref(address)).toBe(href))

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    'https://',
    '',
  ])('%j is no link', (address) => {
    const href = safeHref(address)
    expect(href === null || href.startsWith('https://')).toBe(true)
    if (!address.includes('\u0001') && !address.includes('\n')) expect(href).toBeNull()
  })

  it('shows the host without www, and a mail address as it is', () => {
    expect(shortAddress('https://www.example.org/a')).toBe('example.org')
    expect(shortAddress('mailto:ines@example.org')).toBe('ines@example.org')
  })
})
