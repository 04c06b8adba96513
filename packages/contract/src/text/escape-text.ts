import { replaceInvisible } from './invisible.js'

/**
 * Makes text from an event safe to display by escaping invisible characters: ESC becomes `\u001b`, a Hangul filler `\u3164`.
 * Two keys that look alike can be two experiments, and some of these characters control a terminal.
 */
export function escapeText(text: string): string {
  return replaceInvisible(text, (character) => {
    let escaped = ''
    for (let index = 0; index < character.length; index += 1)
      escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
    return escaped
  })
}
