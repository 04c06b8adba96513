import { blank } from '../text/invisible.js'

/** The kinds of blank and invisible characters that every regular-expression engine has a name for. */
export const commonBlanks = String.raw`\p{Z}\p{Cc}\p{Cf}`

const otherBlanks = new RegExp(`(?:(?![${commonBlanks}])${blank})+`, 'gu')

const codePoints = 0x110000
/** Characters that are looked at in one go. */
const portion = 0x1000

/**
 * What stands between the brackets of a class that matches every blank or invisible character. `blank` says the same, but
 * in words of ECMAScript alone: Segment's validator has neither `\u{…}` nor `Default_Ignorable_Code_Point`, so those
 * characters stand here by themselves.
 */
export function blankClass(): string {
  let ranges = ''
  for (let first = 0; first < codePoints; first += portion) {
    const codes = Array.from({ length: portion }, (_, index) => first + index)
    for (const [run] of String.fromCodePoint(...codes).matchAll(otherBlanks)) ranges += toRange(run)
  }
  return commonBlanks + ranges
}

/** The first and the last of some characters that follow each other; a single one stays. */
function toRange(run: string): string {
  return run.replace(/^(.).*(.)$/su, '$1-$2')
}
