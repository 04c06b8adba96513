import type { FormRow, FormSide } from '@experiment-impressions/inspection'

/** A row of both forms; `added` by the destination where there is no property before. */
export interface ShownRow {
  readonly pre: FormSide | undefined
  readonly post: FormSide | undefined
  readonly kind: FormRow['kind'] | 'added'
  readonly note?: string
  /** The value isn’t what the default mapping sends. */
  readonly isDifferent?: true
}

/** The rows that belong to the event, and those that the destination adds to it: platform, operating system and so on. */
export function splitRows(rows: readonly ShownRow[]): {
  readonly own: readonly ShownRow[]
  readonly added: readonly ShownRow[]
} {
  const isAdded = ({ pre, kind }: ShownRow): boolean => pre === undefined || kind === 'added'
  return { own: rows.filter((row) => !isAdded(row)), added: rows.filter(isAdded) }
}

/** Marks the rows whose value isn’t what the default mapping sends; the card of the differences says why. */
export function markDifferent(rows: readonly ShownRow[], different: ReadonlySet<string>): ShownRow[] {
  return rows.map((row) =>
    row.post !== undefined && different.has(row.post.name)
      ? { ...row, note: 'not what the default mapping sends', isDifferent: true }
      : row,
  )
}
