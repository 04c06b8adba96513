/** A slider of 0 to 1000 whose steps grow with the number, in numbers that people say: two digits count. */
export function toSlider(value: number, least: number, most: number): number {
  const clamped = Math.min(most, Math.max(least, value))
  return Math.round((Math.log(clamped / least) / Math.log(most / least)) * 1000)
}

/** The number that a slider of 0 to 1000 means. */
export function fromSlider(step: number, least: number, most: number): number {
  const exact = least * (most / least) ** (step / 1000)
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1)
  return Math.min(most, Math.max(least, Math.round(exact / digit) * digit))
}
