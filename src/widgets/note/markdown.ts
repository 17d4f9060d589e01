/**
 * Reads a note's text as Markdown, by the lexer of `marked`: a tree of what is bold, a list, a task. HTML is text like any
 * other, and whatever comes in is read in the end: another device may have written anything. Pure. After: ./formatted.
 */
import { Lexer, type MarkedToken, type Token, Tokenizer, type TokensList } from 'marked'

/** Quotes in quotes, lists in lists: what is deeper is read as text. Drawing walks as deep as this, and no stack is so small. */
const MAX_DEPTH = 16

/** No HTML; and four spaces before a line are four spaces, for who writes notes does not mean code by them. */
class NoteTokenizer extends Tokenizer<never, never> {
  override html(): undefined {}
  override tag(): undefined {}
  override code(): undefined {}
}

const textToken = (text: string): Token => ({ type: 'text', raw: text, text })

class NoteLexer extends Lexer<never, never> {
  private depth = 0

  private deeper<T extends Token[]>(src: string, tokens: T, read: () => unknown): T {
    if (this.depth >= MAX_DEPTH) {
      tokens.push(textToken(src))
      return tokens
    }
    this.depth++
    try {
      read()
    } finally {
      this.depth--
    }
    return tokens
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[]
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    return this.deeper(src, tokens, () => super.blockTokens(src, tokens, lastParagraphClipped))
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    return this.deeper(src, tokens, () => super.inlineTokens(src, tokens))
  }
}

/** The text as a tree. Never throws: what cannot be read is one text. */
export function readMarkdown(text: string): MarkedToken[] {
  try {
    const lexer = new NoteLexer({ gfm: true, breaks: true, tokenizer: new NoteTokenizer() })
    return lexer.lex(text) as MarkedToken[]
  } catch {
    return [textToken(text) as MarkedToken]
  }
}

/** Where in the text each block ends that is drawn, blank lines left out. */
export function blockEnds(tokens: readonly MarkedToken[]): number[] {
  let at = 0
  const ends: number[] = []
  for (const { type, raw } of tokens) {
    at += raw.length
    if (type !== 'space') ends.push(at - (raw.length - raw.trimEnd().length))
  }
  return ends
}

/** Everything below a token, in the order of the text. */
export function childrenOf(token: Token): Token[] {
  if (token.type === 'list') return token.items
  if (token.type === 'table') return [token.header, ...token.rows].flat()
  return 'tokens' in token ? (token.tokens ?? []) : []
}

/** Whether each task of the text is ticked, in their order. */
export function tasksOf(tokens: readonly Token[]): boolean[] {
  return tokens.flatMap((token) => (token.type === 'checkbox' ? [token.checked === true] : tasksOf(childrenOf(token))))
}

/** So many boxes that turn out to be no tasks are looked at: each costs a reading of the whole text. */
const MOST_TRIES = 50

/** A box at the start of a list's line, whatever quotes and lists it is in. */
const BOX = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+[ \t]*\[([ xX])\](?=[ \t])/gm

/**
 * The text with its task number `task` (from 0) ticked, or no more ticked; null when it has no such task. Looks for the box
 * that changes this task and nothing else, for one inside code looks the same.
 */
export function tickTask(text: string, task: number): string | null {
  const wanted = tasksOf(readMarkdown(text))
  if (wanted[task] === undefined) return null
  wanted[task] = !wanted[task]
  // Every task has a box, so the one of this task has at least as many before it.
  for (const match of [...text.matchAll(BOX)].slice(task, task + MOST_TRIES)) {
    const at = match.index + match[0].length - 2
    const changed = `${text.slice(0, at)}${match[1] === ' ' ? 'x' : ' '}${text.slice(at + 1)}`
    const found = tasksOf(readMarkdown(changed))
    if (found.length === wanted.length && found.every((done, i) => done === wanted[i])) return changed
  }
  return null
}
