import { invisibleClass } from '../invisible.js'

/**
 * What is invisible, direction overrides included, lone surrogates and private-use characters: none of them is text that a
 * person means to read, and some of them drive a terminal. Not the selector that makes an emoji of a sign, which shows.
 */
const unprintable = new RegExp(
  String.raw`(?!(?<=[\p{Extended_Pictographic}#*0-9])[\ufe0e\ufe0f])[${invisibleClass}\p{Cs}\p{Co}]`,
  'gu',
)

/** Makes text from an event safe to show, and what is invisible in it visible: ESC becomes `\u001b`. */
export function escapeText(text: string): string {
  return text.replace(unprintable, (character) => {
    let escaped = ''
    for (let index = 0; index < character.length; index += 1)
      escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
    return escaped
  })
}

/** The same for a text of several lines, which stay lines. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n')
}
