/** The colours as they stand in tokens.css: text can be read with every accent, in both themes, with high contrast or without. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FRAME } from '../../../src/preferences/apply'
import { ACCENTS } from '../../../src/preferences/preferences'

const ENOUGH = 4.5
const CSS = readFileSync(join(import.meta.dirname, '../../../src/styles/tokens.css'), 'utf8')

/** Name -> value of the custom properties of every block with a selector that holds `part`, later ones over earlier ones. */
function declared(part: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, selector = '', body = ''] of CSS.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selector.split(',').some((one) => one.trim().split('\n').at(-1) === part)) continue
    for (const [, name = '', value = ''] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) found[name] = value
  }
  return found
}

function colour(all: Record<string, string>, name: string, theme: 'light' | 'dark'): string {
  const value = all[name] ?? ''
  const [, light, dark] = /^light-dark\((#\w+), (#\w+)\)$/.exec(value) ?? []
  const [, other] = /^var\((--[\w-]+)\)$/.exec(value) ?? []
  if (other !== undefined) return colour(all, other, theme)
  return (theme === 'light' ? light : dark) ?? value
}

/** WCAG 2: relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

const PAIRS = [
  ['--text', '--ground'],
  ['--text', '--surface'],
  ['--text', '--surface-2'],
  ['--text', '--accent-soft'],
  ['--text-soft', '--ground'],
  ['--text-soft', '--surface'],
  ['--text-soft', '--surface-2'],
  ['--text-soft', '--accent-soft'],
  ['--accent', '--ground'],
  ['--accent', '--surface'],
  ['--accent', '--accent-soft'],
  ['--on-accent', '--accent'],
  ['--on-accent', '--accent-strong'],
  ['--danger', '--surface'],
  ['--danger', '--danger-soft'],
  ['--warn', '--warn-soft'],
] as const

/** A widget's tint is the ground of all that stands in a widget. */
const ON_PAPER = ['--text', '--text-soft', '--accent', '--accent-strong', '--danger'] as const
const PAPERS = ['--paper-yellow', '--paper-green', '--paper-blue', '--paper-pink', '--paper-violet'] as const

describe.each(ACCENTS)('with the accent %s', (accent) => {
  it.each(['light', 'dark'] as const)('text is readable in the %s theme', (theme) => {
    const normal = { ...declared(':root'), ...declared('[data-theme]'), ...declared(`[data-accent="${accent}"]`) }
    const more = { ...normal, ...declared(':root[data-contrast="more"]') }
    for (const [kind, all] of Object.entries({ normal, more })) {
      const poor = [...PAIRS, ...PAPERS.flatMap((paper) => ON_PAPER.map((text) => [text, paper] as const))]
        .map(([text, ground]) => ({
          kind,
          text,
          ground,
          contrast: contrast(colour(all, text, theme), colour(all, ground, theme)),
        }))
        .filter((pair) => !(pair.contrast >= ENOUGH))
      expect(poor).toEqual([])
    }
  })
})

it('the browser’s own frame has the colour of the header', () => {
  for (const theme of ['light', 'dark'] as const) {
    expect(FRAME.normal[theme]).toBe(colour(declared('[data-theme]'), '--surface', theme))
    expect(FRAME.more[theme]).toBe(colour(declared(':root[data-contrast="more"]'), '--surface', theme))
  }
})
