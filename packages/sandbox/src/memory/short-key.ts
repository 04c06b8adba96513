import { createHash } from 'node:crypto'

const maxLength = 100

/** Returns a key for a text: the text itself or, if it's long, its hash, which needs less memory. */
export function shortKey(text: string): string {
  return text.length <= maxLength ? text : createHash('sha1').update(text).digest('base64')
}
