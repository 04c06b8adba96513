/**
 * Controls, line separators, lone surrogates, private-use and every invisible format character, direction overrides
 * included: none of them is text that a person means to read, and some of them drive a terminal.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu

/** Makes text from an event safe for a terminal, and what is invisible in it visible: ESC becomes `\u001b`. */
export function escapeText(text: string): string {
  return text.replace(unprintable, escapeCharacter)
}

/**
 * JSON that means the same and holds nothing a terminal would act on.
 * @throws {RangeError} where the value is nested deeper than the stack
 */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(unprintable, (character) =>
    character === '\n' ? character : escapeCharacter(character),
  )
}

function escapeCharacter(character: string): string {
  let escaped = ''
  for (let index = 0; index < character.length; index += 1)
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  return escaped
}
