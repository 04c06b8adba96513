const seriesCount = 6

/** The colour of the n-th variant; those beyond the sixth, and people without one, share the quiet one. */
export function seriesOf(index: number): string {
  return `var(--series-${index >= 0 && index < seriesCount ? String(index + 1) : '0'})`
}
