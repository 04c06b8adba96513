/**
 * Controls, line separators, lone surrogates, private-use and every invisible format character, direction overrides
 * included: none of them is text that a person means to read.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu

/** Makes what is invisible in a text of an event visible: ESC becomes `\u001b`. */
export function escapeText(text: string): string {
  return text.replace(unprintable, (character) => {
    let escaped = ''
    for (let index = 0; index < character.length; index += 1)
      escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
    return escaped
  })
}

/** The start of a text, with what is invisible in it made visible; looks at no more of it than it shows. */
export function shortText(text: string, room = 120): string {
  return text.length > room ? `${escapeText(text.slice(0, room))}…` : escapeText(text)
}

/** The two ends of a text, by which ids are told apart. */
export function middleCut(text: string, room = 32): string {
  if (text.length <= room) return escapeText(text)
  const half = Math.floor((room - 1) / 2)
  return `${escapeText(text.slice(0, half))}…${escapeText(text.slice(-half))}`
}

/** The same for a text of several lines, which stay lines. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n')
}
