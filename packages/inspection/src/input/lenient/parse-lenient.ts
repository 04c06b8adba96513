import type { Hint } from '../mistake.js'
import { createFrames, type Opening } from './frames.js'
import type { Leniency, LeniencyKind } from './leniency.js'
import {
  isLeftOut,
  strayHint,
  isQuote,
  readNumber,
  readString,
  skipBlank,
  valueWords,
  wordAt,
  type Token,
} from './tokens.js'

/** What a text gives that needn't be JSON. Offsets count in the text. */
export type Parsed = WholeValue | BrokenValue

/** A value that could be read. */
interface WholeValue {
  readonly ok: true
  readonly value: unknown
  readonly end: number
  /** The first of each kind of thing in it that isn't JSON. */
  readonly leniencies: readonly Leniency[]
}

/** A value that breaks. */
export interface BrokenValue {
  readonly ok: false
  readonly at: number
  readonly expected: string
  readonly hint: Hint
  /** How many brackets are open there. */
  readonly depth: number
  /** The complete elements of the open lists that are in no object. */
  readonly elements: readonly unknown[]
  /** Those of the open lists in an object. */
  readonly inner: readonly unknown[]
  /** Whether it has a name with its colon, or an object or list: it isn't just a bracket in a text. */
  readonly isSubstantial: boolean
}

const prefix = /(?:Object|Array(?:\(\d{1,9}\))?|\(\d{1,9}\))\s{0,9}(?=[{[])/y
const stringify = /JSON\s{0,9}\.\s{0,9}(?:stringify|parse)\s{0,9}\(/y

/**
 * Reads the object, list or list of arguments in round brackets that starts at an offset, as JSON or as JavaScript and consoles
 * write it: trailing commas, single quotes, names without quotes, comments, `undefined`. Runs nothing. Any depth works, in
 * linear time.
 */
export function parseLenient(text: string, from: number): Parsed {
  const frames = createFrames()
  const leniencies = new Map<LeniencyKind, Leniency>()
  const note = (what: Leniency): void => {
    if (!leniencies.has(what.kind)) leniencies.set(what.kind, what)
  }
  const broken = (at: number, expected: string, hint: Hint): BrokenValue => ({
    ok: false,
    at,
    expected: at >= text.length ? `${expected}, but the text ends` : expected,
    hint: at >= text.length ? { is: 'not closed', brackets: frames.closers() } : hint,
    depth: frames.depth(),
    ...frames.salvage(),
  })
  let at = from
  let lastEnd = from
  const take = (token: Token): BrokenValue | undefined => {
    if (!token.ok) return broken(token.at, token.expected, token.hint)
    if (token.not !== undefined) note({ kind: token.not, at })
    at = token.end
    return undefined
  }

  for (;;) {
    at = skipBlank(text, at, note)
    const holder = frames.holder()
    let character = text.charAt(at)
    if (holder !== undefined) {
      // After a value comes a comma or the end; before one, the end may come too.
      if (frames.isAfterValue()) {
        if (character === ',') {
          lastEnd = at + 1
          frames.comma()
          at += 1
          continue
        }
        if (character !== holder.close) {
          const words = `a comma or ${holder.close}`
          if (/[}\])]/.test(character))
            return broken(at, words, { is: 'bracket wrong', expected: holder.close })
          if (isLeftOut(text, at)) return broken(at, words, { is: 'left out' })
          // Objects one after another can only be elements.
          if (character !== '{' || holder.close !== ']')
            return broken(at, words, { is: 'comma missing', at: lastEnd })
          note({ kind: 'missing comma', at: lastEnd })
          frames.comma()
        }
      }
      if (character === holder.close) {
        if (frames.isAfterComma()) note({ kind: 'trailing comma', at: text.lastIndexOf(',', at) })
        const value = frames.close()
        at += 1
        lastEnd = at
        if (frames.holder() === undefined)
          return { ok: true, value, end: at, leniencies: [...leniencies.values()] }
        continue
      }
      if (holder.close === '}') {
        const problem = readName()
        if (problem !== undefined) return problem
        at = skipBlank(text, at, note)
        if (text[at] !== ':') return broken(at, 'a colon', { is: 'colon missing' })
        frames.colon()
        at = skipBlank(text, at + 1, note)
        character = text.charAt(at)
      }
    }
    const problem = readValue(character)
    if (problem !== undefined) return problem
  }

  function readName(): BrokenValue | undefined {
    const character = text.charAt(at)
    const words = 'a name, or }'
    if (isQuote(character)) {
      const token = readString(text, at)
      const problem = take(token)
      if (problem === undefined && token.ok) frames.name(token.value as string)
      return problem
    }
    const name = wordAt(text, at)
    const number = name === '' ? /^\d{1,20}/.exec(text.slice(at, at + 20))?.[0] : undefined
    const unquoted = name === '' ? number : name
    if (unquoted === undefined)
      return broken(
        at,
        words,
        character === ','
          ? { is: 'comma too many' }
          : (strayHint(text, at, frames.holder()?.close) ?? { is: 'name' }),
      )
    note({ kind: 'unquoted name', at })
    frames.name(unquoted)
    at += unquoted.length
    return undefined
  }

  function readValue(character: string): BrokenValue | undefined {
    if (character === '{' || character === '[' || (character === '(' && frames.holder() === undefined)) {
      frames.open(character satisfies Opening)
      at += 1
      return undefined
    }
    if (isQuote(character)) {
      const token = readString(text, at)
      const problem = take(token)
      if (problem === undefined && token.ok) frames.add(token.value)
      lastEnd = at
      return problem
    }
    const number = readNumber(text, at)
    if (number?.ok === true) {
      take(number)
      frames.add(number.value)
      lastEnd = at
      return undefined
    }
    for (const [pattern, kind] of [
      [prefix, 'class name'],
      [stringify, 'JSON.stringify'],
    ] as const) {
      pattern.lastIndex = at
      if (!pattern.test(text)) continue
      note({ kind, at })
      at = pattern.lastIndex
      if (kind === 'class name') return readValue(text.charAt(at))
      frames.open('JSON(')
      return undefined
    }
    const word = wordAt(text, at)
    const known = valueWords.get(word)
    if (known !== undefined) {
      if (known.not !== undefined) note({ kind: known.not, at })
      frames.add(known.value)
      at += word.length
      lastEnd = at
      return undefined
    }
    if (character === ',' && frames.holder()?.close === ']') {
      note({ kind: 'extra comma', at })
      at += 1
      return undefined
    }
    if (character === ',') return broken(at, 'a value', { is: 'comma too many' })
    if (isLeftOut(text, at)) return broken(at, 'a value', { is: 'left out' })
    if (word !== '') return broken(at, 'a value', { is: 'word', word })
    return broken(at, 'a value', strayHint(text, at, frames.holder()?.close) ?? { is: 'no JSON' })
  }
}
