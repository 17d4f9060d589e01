import { afterEach, describe, expect, it } from 'vitest'
import { savingWords } from '../../../src/words/en/saving'
import { localeNow } from '../../../src/words/formats'
import { directionFor, languageFor, speakLanguage } from '../../../src/words/language'

describe('the language to speak', () => {
  it.each([
    ['system', ['de-AT', 'en'], 'de', 'de-AT'],
    ['system', ['fr-FR', 'de'], 'de', 'de'],
    ['system', ['en-GB', 'de'], 'en', 'en-GB'],
    ['system', ['fr', 'it'], 'en', 'en'],
    ['system', [], 'en', 'en'],
    ['de', ['en-GB', 'en'], 'de', 'de'],
    ['de', ['en-GB', 'de-CH'], 'de', 'de-CH'],
    ['en', ['de-AT'], 'en', 'en'],
  ] as const)(
    'is for the choice %s and a browser that asks for %j: %s, written as in %s',
    (choice, wished, language, tag) => {
      expect(languageFor(choice, wished)).toEqual({ language, tag })
    },
  )
})

describe('the side on which the page begins', () => {
  it.each([
    ['language', 'en', 'ltr'],
    ['language', 'de', 'ltr'],
    ['language', 'ar', 'rtl'],
    ['language', 'he', 'rtl'],
    ['language', 'az-Arab', 'rtl'],
    ['rtl', 'en', 'rtl'],
    ['ltr', 'ar', 'ltr'],
  ] as const)('is for the choice %s and the language %s: %s', (choice, tag, side) => {
    expect(directionFor(choice, tag)).toBe(side)
  })
})

describe('speaking a language', () => {
  afterEach(() => speakLanguage({ language: 'en', tag: 'en' }))

  it('changes what is said, how things are written and what the document says it is; and back', async () => {
    await speakLanguage({ language: 'de', tag: 'de-AT' })
    expect(savingWords().saved).toBe('Gespeichert')
    expect([localeNow(), document.documentElement.lang]).toEqual(['de-AT', 'de'])
    await speakLanguage({ language: 'en', tag: 'en-GB' })
    expect(savingWords().saved).toBe('Saved')
    expect([localeNow(), document.documentElement.lang]).toEqual(['en-GB', 'en'])
    expect(document.documentElement.dir).toBe('ltr')
  })

  it('begins on the side that the person has chosen, in whichever language', async () => {
    await speakLanguage({ language: 'de', tag: 'de' }, 'rtl')
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['de', 'rtl'])
  })
})
