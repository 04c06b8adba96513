import { blank, withoutShaping } from './invisible.js'

const onlyBlanks = new RegExp(`^${blank}*$`, 'u')
const blankAtAnEnd = new RegExp(`^${blank}|${blank}$`, 'u')

/** Whether a text has no visible character. */
export function isBlank(text: string): boolean {
  return isVisibleAscii(text.charCodeAt(0)) ? false : onlyBlanks.test(text)
}

/** Whether a text starts or ends with a blank, so it isn't the text that people see. */
export function isPadded(text: string): boolean {
  return isVisibleAscii(text.charCodeAt(0)) && isVisibleAscii(text.charCodeAt(text.length - 1))
    ? false
    : blankAtAnEnd.test(withoutShaping(text))
}

/** Texts that programs print for a missing value, in lower case. */
const placeholders: ReadonlySet<string> = new Set(['null', 'undefined', 'none', 'nan', '[object object]'])

/** Whether a text is what a program prints for a missing value. */
export function isPlaceholder(text: string): boolean {
  return text.length <= longestPlaceholder && placeholders.has(text.toLowerCase())
}

const longestPlaceholder = Math.max(...Array.from(placeholders, ({ length }) => length))

/** Whether a text needs no closer look: it's short printable ASCII, isn't padded and isn't a placeholder. Nearly all are. */
export function isOrdinary(text: string): boolean {
  return (
    text.length <= 500 &&
    isVisibleAscii(text.charCodeAt(0)) &&
    isVisibleAscii(text.charCodeAt(text.length - 1)) &&
    /^[ -~]*$/.test(text) &&
    !isPlaceholder(text)
  )
}

/** Nearly every text starts and ends with such a character, and comparing is far faster than a regular expression. */
function isVisibleAscii(code: number): boolean {
  return code > 0x20 && code < 0x7f
}
