import { createHash } from 'node:crypto'

const longest = 100

/** A key for a text: the text itself or, of a long one, its hash, so that what is remembered of it stays small. */
export function shortKey(text: string): string {
  return text.length <= longest ? text : createHash('sha1').update(text).digest('base64')
}
