export interface Viewport {
  /** Px scrolled from the top. */
  readonly top: number
  /** Visible px. */
  readonly height: number
  readonly rowHeight: number
  readonly count: number
}

/** The rows to render: `from` up to but not including `to`. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/** The visible rows and a margin on both sides, so scrolling shows no gaps. */
export function rowsInView({ top, height, rowHeight, count }: Viewport, margin = 8): RowRange {
  const first = Math.floor(top / rowHeight) - margin
  const last = Math.ceil((top + height) / rowHeight) + margin
  const from = Math.max(0, Math.min(first, count))
  return { from, to: Math.max(from, Math.min(count, last)) }
}

/** The scroll position that shows a whole row; the current one if it’s visible already. */
export function scrollToRow(index: number, { top, height, rowHeight }: Viewport): number {
  const start = index * rowHeight
  if (start < top) return start
  return start + rowHeight > top + height ? start + rowHeight - height : top
}

/** The scroll position that shows a row from elsewhere: as near as that takes if it’s the next one, or else in the middle. */
export function showRow(index: number, viewport: Viewport): number {
  const { top, height, rowHeight } = viewport
  const nearest = scrollToRow(index, viewport)
  const isNear = Math.abs(nearest - top) <= rowHeight
  return isNear ? nearest : Math.max(0, index * rowHeight - (height - rowHeight) / 2)
}

/** The row that a key moves to; `undefined` for other keys. */
export function rowAfterKey(
  key: string,
  current: number,
  { height, rowHeight, count }: Viewport,
): number | undefined {
  if (count === 0) return undefined
  const page = Math.max(1, Math.floor(height / rowHeight) - 1)
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: count - 1,
  }
  const next = Object.hasOwn(steps, key) ? steps[key] : undefined
  return next === undefined ? undefined : Math.min(count - 1, Math.max(0, next))
}

/** The index of the row with this order, or of the next one. Orders must be ascending. */
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
