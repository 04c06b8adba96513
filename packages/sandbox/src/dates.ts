/** Epoch ms of a moment in words; `undefined` for what is none. */
export function epochOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const epoch = Date.parse(value)
  return Number.isNaN(epoch) ? undefined : epoch
}

/** The moment in ISO 8601. A shift can lead out of the range of dates: the nearest that there is then. */
export function toIso(epoch: number): string {
  const lastDate = 8.64e15
  return new Date(Math.min(Math.max(epoch, -lastDate), lastDate)).toISOString()
}
