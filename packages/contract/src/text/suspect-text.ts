import { blank, withoutShaping } from './invisible.js'

const onlyBlanks = new RegExp(`^${blank}*$`, 'u')
const blankAtAnEnd = new RegExp(`^${blank}|${blank}$`, 'u')

/** Whether a text shows nothing at all. */
export function isBlank(text: string): boolean {
  return isVisibleAscii(text.charCodeAt(0)) ? false : onlyBlanks.test(text)
}

/** Whether a text starts or ends with a blank, which makes it another text than the one that people see. */
export function isPadded(text: string): boolean {
  return isVisibleAscii(text.charCodeAt(0)) && isVisibleAscii(text.charCodeAt(text.length - 1))
    ? false
    : blankAtAnEnd.test(withoutShaping(text))
}

/** Texts that programs make of a value that was not there. */
const placeholders: ReadonlySet<string> = new Set(['null', 'undefined', 'none', 'nan', '[object object]'])

/** Whether a text is what a program prints for a missing value. */
export function isPlaceholder(text: string): boolean {
  return placeholders.has(text.toLowerCase())
}

/** Nearly every text begins and ends so, and a comparison is far quicker than an expression. */
function isVisibleAscii(code: number): boolean {
  return code > 0x20 && code < 0x7f
}
