/** The CSS colour of a series; 0 is the quiet one. */
export function seriesColour(number: number): string {
  return `var(--series-${String(number)})`
}
