/**
 * Controls, line separators, lone surrogates, private-use and every invisible format character, direction overrides
 * included: none of them is text that a person means to read, and some of them drive a terminal.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu

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
