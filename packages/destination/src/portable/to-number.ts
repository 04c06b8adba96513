/** Reads a number, or a text that is one, as Segment's framework reads it for a number field; `undefined` for everything else. */
export function toNumber(value: unknown): number | undefined {
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  if (typeof one === 'string' ? one.trim() === '' : typeof one !== 'number') return undefined
  const number = Number(one)
  return Number.isFinite(number) ? number : undefined
}
