/** Returns a 32-bit hash. Iterates by hand, because old libraries replace `Array.from`. */
const hash = (text: string): number => {
  let bits = 0
  for (const character of text) bits = Math.imul(bits ^ (character.codePointAt(0) as number), 16777619)
  return bits >>> 0
}

/**
 * Makes the message id of an impression, with at most 50 characters. Segment allows 100.
 *
 * It begins with the time, in epoch ms, so ids sort by time. It depends only on the time and the content, so two tabs that read
 * the same event from the client's queue give it the same id. For the same event in the same millisecond, two visitors get the
 * same id once in four billion times. The id reveals nobody's own id, because the site may send another in its place.
 *
 * If the content isn't unique, a random number makes the id unique.
 */
export const toMessageId = (moment: number, content: unknown, isUnique: unknown): string =>
  // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- numbers only
  `exp-${moment}-${hash(JSON.stringify(content))}${isUnique ? '' : Math.random()}`
