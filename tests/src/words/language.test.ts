import { afterEach, describe, expect, it } from 'vitest'
import { savingWords } from '../../../src/words/en/saving'
import { localeNow } from '../../../src/words/formats'
import { languageFor, speakLanguage } from '../../../src/words/language'

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

describe('speaking a language', () => {
  afterEach(() => speakLanguage({ language: 'en', tag: 'en' }))

  it('changes what is said, how things are written and what the document says it is; and back', async () => {
    await speakLanguage({ language: 'de', tag: 'de-AT' })
    expect(savingWords().saved).toBe('Gespeichert')
    expect([localeNow(), document.documentElement.lang]).toEqual(['de-AT', 'de'])
    await speakLanguage({ language: 'en', tag: 'en-GB' })
    expect(savingWords().saved).toBe('Saved')
    expect([localeNow(), document.documentElement.lang]).toEqual(['en-GB', 'en'])
  })
})
