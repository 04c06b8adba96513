const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const sextets: ReadonlyMap<string, number> = new Map([
  ...Array.from(alphabet, (letter, index) => [letter, index] as const),
  ['-', 62],
  ['_', 63],
])

/** How base64 starts that encodes `{` or `[`, perhaps after a line end or blank. */
const startsLikeJson = /^\s{0,2}(?:e[wy]|W[0-9w-z]|I[FH]s|C[ln]s)/
const isBase64 = /^[\w+/\s-]{12,}={0,2}\s*$/

/** Decodes base64 that looks like JSON; `undefined` if it doesn't, or isn't UTF-8. */
export function decodeBase64Json(text: string): string | undefined {
  if (!startsLikeJson.test(text) || !isBase64.test(text)) return undefined
  const parts: string[] = []
  let bits = 0
  let count = 0
  for (const letter of text) {
    const sextet = sextets.get(letter)
    if (sextet === undefined) continue
    bits = ((bits << 6) | sextet) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    parts.push(hex[(bits >> count) & 0xff] as string)
  }
  try {
    return decodeURIComponent(parts.join(''))
  } catch {
    return undefined
  }
}

const hex = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).padStart(2, '0')}`)
