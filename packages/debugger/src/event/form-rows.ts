import type { EventRecord, FormRow, FormSide } from '@experiment-impressions/inspection'

/** A row of both forms. `added`: the destination added the property. */
export interface ShownRow {
  readonly pre: FormSide | undefined
  readonly post: FormSide | undefined
  readonly kind: FormRow['kind'] | 'added'
  readonly note?: string
  /** The value differs from what the default mapping sends. */
  readonly isDifferent?: true
}

/** Separates the rows that say something from those that pass through, and from those that the destination adds. */
export function splitRows(rows: readonly ShownRow[]): {
  readonly telling: readonly ShownRow[]
  readonly unchanged: readonly ShownRow[]
  readonly added: readonly ShownRow[]
} {
  const isAdded = ({ pre, kind }: ShownRow): boolean => pre === undefined || kind === 'added'
  const isUnchanged = (row: ShownRow): boolean =>
    !isAdded(row) && row.kind === 'same' && row.isDifferent !== true
  return {
    telling: rows.filter((row) => !isAdded(row) && !isUnchanged(row)),
    unchanged: rows.filter(isUnchanged),
    added: rows.filter(isAdded),
  }
}

/** Whether the event was sent with another mapping than the default one. */
export function hasOwnMapping({ subscription }: Pick<EventRecord, 'subscription'>): boolean {
  return subscription !== null && subscription.changed.length > 0
}

/** Marks the rows whose value differs from the default mapping’s; the differences card says why. */
export function markDifferent(rows: readonly ShownRow[], different: ReadonlySet<string>): ShownRow[] {
  return rows.map((row) =>
    row.post !== undefined && different.has(row.post.name)
      ? { ...row, note: 'differs from the default mapping', isDifferent: true }
      : row,
  )
}
