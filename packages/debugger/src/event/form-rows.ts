import type { FormRow, FormSide } from '@experiment-impressions/inspection'

/** A row of both forms. `added`: the destination added the property. */
export interface ShownRow {
  readonly pre: FormSide | undefined
  readonly post: FormSide | undefined
  readonly kind: FormRow['kind'] | 'added'
  readonly note?: string
  /** The value differs from what the default mapping sends. */
  readonly isDifferent?: true
}

/** Separates the event’s own rows from those that the destination adds, such as platform and operating system. */
export function splitRows(rows: readonly ShownRow[]): {
  readonly own: readonly ShownRow[]
  readonly added: readonly ShownRow[]
} {
  const isAdded = ({ pre, kind }: ShownRow): boolean => pre === undefined || kind === 'added'
  return { own: rows.filter((row) => !isAdded(row)), added: rows.filter(isAdded) }
}

/** Marks the rows whose value differs from the default mapping’s; the differences card says why. */
export function markDifferent(rows: readonly ShownRow[], different: ReadonlySet<string>): ShownRow[] {
  return rows.map((row) =>
    row.post !== undefined && different.has(row.post.name)
      ? { ...row, note: 'differs from the default mapping', isDifferent: true }
      : row,
  )
}
