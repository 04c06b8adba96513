import { blank } from '../text/invisible.js'

/** The classes of blank and invisible characters that every regular-expression engine can name. */
export const commonBlanks = String.raw`\p{Z}\p{Cc}\p{Cf}`

const otherBlanks = new RegExp(`(?:(?![${commonBlanks}])${blank})+`, 'gu')

const codePoints = 0x110000
/** How many characters are tested at once. */
const chunkSize = 0x1000

/**
 * The content of a character class that matches every blank or invisible character, as `blank` does. Segment's validator
 * supports neither `\u{…}` nor `Default_Ignorable_Code_Point`, so the class lists those characters literally.
 */
export function blankClass(): string {
  let ranges = ''
  for (let first = 0; first < codePoints; first += chunkSize) {
    const codes = Array.from({ length: chunkSize }, (_, index) => first + index)
    for (const [run] of String.fromCodePoint(...codes).matchAll(otherBlanks)) ranges += toRange(run)
  }
  return commonBlanks + ranges
}

/** Consecutive characters as a range, such as `a-d`. A single character stays as it is. */
function toRange(run: string): string {
  return run.replace(/^(.).*(.)$/su, '$1-$2')
}
