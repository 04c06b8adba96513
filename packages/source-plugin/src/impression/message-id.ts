/** A 32-bit hash. By hand, since old libraries put other functions in place of `Array.from`. */
const hash = (text: string): number => {
  let bits = 0
  for (const character of text) bits = Math.imul(bits ^ (character.codePointAt(0) as number), 16777619)
  return bits >>> 0
}

/**
 * Makes the message id of an impression: at most 50 characters, where Segment takes 100.
 *
 * It begins with the moment, epoch ms, so that the order of ids is the order in time. It follows from moment and content: two
 * tabs that take the same event from the client's queue give it the same one. Two visitors get the same one for the same event
 * of the same millisecond once in four billion times. It shows nobody's id, since the site may send another in its place.
 */
export const toMessageId = (moment: number, content: unknown, isUnique: unknown): string =>
  // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- numbers alone
  `exp-${moment}-${hash(JSON.stringify(content))}${isUnique ? '' : Math.random()}`
