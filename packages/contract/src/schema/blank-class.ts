import { blank } from '../invisible.js'

const everyBlank = new RegExp(blank, 'u')

/** What every regular-expression engine has a name for. */
const named = String.raw`\p{Z}\p{Cc}\p{Cf}`
const isNamed = new RegExp(`[${named}]`, 'u')

const lastCodePoint = 0x10ffff

/**
 * What stands between the brackets of a class that matches every blank or invisible character. `blank` says the same, but
 * in words of ECMAScript alone: Segment's validator has neither `\u{…}` nor `Default_Ignorable_Code_Point`, so those
 * characters stand here by themselves.
 */
export function blankClass(): string {
  const ranges: [first: number, last: number][] = []
  for (let code = 0; code <= lastCodePoint; code += 1) {
    const character = String.fromCodePoint(code)
    if (!everyBlank.test(character) || isNamed.test(character)) continue
    const range = ranges[ranges.length - 1]
    if (range?.[1] === code - 1) range[1] = code
    else ranges.push([code, code])
  }
  return named + ranges.map(toText).join('')
}

function toText([first, last]: readonly [number, number]): string {
  return String.fromCodePoint(first) + (first === last ? '' : `-${String.fromCodePoint(last)}`)
}

/** The same for names, where the handful of characters that have no such name is not worth a pattern of many kB. */
export const commonBlankClass = named
