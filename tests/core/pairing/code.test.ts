import { expect, it } from 'vitest'
import { CODE_CHARS, codeOf, readCode, writtenCode } from '../../../core/pairing/code'

it('a code has eight characters without look-alikes, shown in two groups', () => {
  const all = Array.from({ length: 32 }, (_, i) => codeOf(new Uint8Array(CODE_CHARS).fill(i)))
  expect(all.join('')).not.toMatch(/[ILOU]/)
  expect(new Set(all).size).toBe(32)
  expect(writtenCode('7K3QX9VM')).toBe('7K3Q-X9VM')
  expect(() => codeOf(new Uint8Array(5))).toThrow()
})

it.each([
  ['7K3Q-X9VM', '7K3QX9VM'],
  ['7k3qx9vm', '7K3QX9VM'],
  ['  7k3q x9vm ', '7K3QX9VM'],
  ['7K3Q – X9VM', '7K3QX9VM'],
  ['OoIi-LlZz', '001111ZZ'],
])('%s is read as it was meant', (typed, code) => {
  expect(readCode(typed)).toBe(code)
})

it.each(['', '7K3Q-X9V', '7K3Q-X9VMM', '7K3Q-X9VU', '7K3Q_X9VM', 'ÄÖÜß-7777'])('%j is no code', (typed) => {
  expect(readCode(typed)).toBeNull()
})
