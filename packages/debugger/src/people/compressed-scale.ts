/**
 * Where moments stand on an axis from 0 to 1 on which long gaps are shortened: a session of seconds and one a week later
 * can both be read. Order is kept, and equal moments stand at one place.
 */
export function compressedScale(times: readonly number[]): (time: number) => number {
  const sorted = [...new Set(times)].sort((one, other) => one - other)
  const places = new Map<number, number>()
  let at = 0
  for (const [index, time] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before !== undefined) at += 1 + Math.log2(1 + (time - before) / 1000)
    places.set(time, at)
  }
  return (time) => (at === 0 ? 0 : (places.get(time) ?? 0) / at)
}
