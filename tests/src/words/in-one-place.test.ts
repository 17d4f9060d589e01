/** What is said to people is in src/words alone, so that a language that has all of it leaves nothing unsaid. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type ESTree, parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../../../src')

/** Said as they are in every language. */
const NAMES: readonly string[] = ['Holdfast']

/** Attributes that are shown or read out, of elements and of our own components. */
const SPOKEN = /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|hint)$/
/** What objects that are shown have their texts as: of a toast, a choice, a button. */
const SHOWN_AS = /^(text|label|title|about|hint|placeholder)$/
/** What only programmers see. */
const FOR_PROGRAMMERS = /^(Error|TypeError|RangeError|DOMException)$/

type Node = ESTree.Node

/** A node of the parser's tree, with everything that hangs below it. */
function below(node: object): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === 'object' && value !== null && typeof value.type === 'string')
}

const hasLetters = (text: string) => /\p{L}/u.test(text) && !NAMES.includes(text.trim())
/** A word that begins with a capital letter, and two words or more after it. */
const isSentence = (text: string) =>
  /(?<!\S)[“„"(]?\p{Lu}[\p{L}’'-]*[,:]?(\s+(\p{L}[\p{L}’'-]*|[“„]?…[”“]?)[,.:;!?)”“]*(?!\S)){2}/u.test(text)

/** The text that a literal has; of a template with "…" where something is put in. null: it is none. */
function textOf(node: Node): string | null {
  if (node.type === 'JSXText') return node.value
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral') return null
  return node.quasis.map(({ value }) => value.cooked ?? value.raw).join('…')
}

/** The literals that an expression may come out as. */
function outcomes(node: Node): Node[] {
  switch (node.type) {
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return outcomes(node.expression)
    case 'ConditionalExpression':
      return [...outcomes(node.consequent), ...outcomes(node.alternate)]
    case 'LogicalExpression':
      return node.operator === '&&' ? outcomes(node.right) : [...outcomes(node.left), ...outcomes(node.right)]
    case 'BinaryExpression':
      return node.operator === '+' ? [...outcomes(node.left), ...outcomes(node.right)] : []
    default:
      return [node]
  }
}

function isForProgrammers(node: Node): boolean {
  if (node.type === 'NewExpression') return node.callee.type === 'Identifier' && FOR_PROGRAMMERS.test(node.callee.name)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const { object } = node.callee
  return object.type === 'Identifier' && object.name === 'console'
}

/** Literals that are shown wherever they stand, whether they are sentences or not. */
function shown(node: Node): Node[] {
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') return node.children.flatMap(outcomes)
  if (node.type === 'Property') {
    const isText = node.key.type === 'Identifier' && SHOWN_AS.test(node.key.name)
    return isText ? outcomes(node.value).filter((one) => /^\p{Lu}/u.test(textOf(one) ?? '')) : []
  }
  if (node.type !== 'JSXAttribute' || node.value === null) return []
  const name = node.name.type === 'JSXIdentifier' ? node.name.name : ''
  return SPOKEN.test(name) ? outcomes(node.value) : []
}

/** The texts in `code` that a person would read in English whatever the language. */
function leftInEnglish(code: string, file = 'example.tsx'): string[] {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const found: string[] = []
  const visit = (node: Node) => {
    if (isForProgrammers(node)) return
    for (const one of shown(node)) {
      const text = textOf(one)
      if (text !== null && hasLetters(text)) found.push(text.trim())
    }
    const text = textOf(node)
    if (text !== null && isSentence(text)) found.push(text.trim())
    for (const inner of below(node)) visit(inner)
  }
  visit(program)
  return [...new Set(found)]
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('words/'))
  .map((file) => join(SRC, file))

describe('the words of the page', () => {
  it('are all in src/words', () => {
    const left = files.flatMap((file) =>
      leftInEnglish(readFileSync(file, 'utf8'), file).map((text) => `${relative(SRC, file)}: ${text}`),
    )
    expect(left).toEqual([])
  })

  it.each([
    ['<p>Undo</p>', ['Undo']],
    ['<p>{words.undo} · {count}</p>', []],
    ['<button aria-label="Close">×</button>', ['Close']],
    ['<Field label={isNew ? "New" : words.name} />', ['New']],
    [`<dd>{used}{quota === null ? "" : \` of \${quota}\`}</dd>`, ['of …']],
    ['<p>{kind === "failed" && words.failed}</p>', []],
    ['<h1>Holdfast</h1>', []],
    ['toasts.push({ text, action: { label: "Undo", run } })', ['Undo']],
    ['<p class="hint small" id="settings-look">{text}</p>', []],
    [`toasts.push({ text: \`The widget \${name} was removed.\` })`, ['The widget … was removed.']],
    [`const path = \`M\${x} \${y}L\${line}L\${x} \${y}Z\``, []],
    ['throw new TypeError("Services are needed here")', []],
    ['console.warn("This storage is gone")', []],
  ])('are found in %s', (code, found) => {
    expect(leftInEnglish(code)).toEqual(found)
  })
})
