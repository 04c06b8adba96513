/** At most six round numbers from above 0 up to `top`: 1, 2 or 5 times a power of ten apart. */
export function ticksUpTo(top: number): number[] {
  const power = 10 ** Math.floor(Math.log10(top / 6))
  const step = power * ([1, 2, 5, 10].find((times) => top / (power * times) <= 6) ?? 10)
  return Array.from({ length: Math.floor(top / step) }, (_, index) => step * (index + 1))
}
