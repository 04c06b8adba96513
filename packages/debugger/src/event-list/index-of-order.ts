/** Where in a list with growing orders the one with this order stands, or the next after it. */
export function indexOfOrder(rows: readonly { readonly order: number }[], order: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.order ?? 0) < order) low = middle + 1
    else high = middle
  }
  return Math.min(low, Math.max(0, rows.length - 1))
}
