import {
  addedFields,
  compareForms,
  type Difference,
  type EventRecord,
  formOf,
  isToBeSent,
  isTransformedAtIngestion,
} from '@experiment-impressions/inspection'
import { CopyButton } from '../ui/copy-button.js'
import { newMessageId, toCorpusCase, toCurl, toJson } from './copy-texts.js'
import { hasOwnMapping, markDifferent, type ShownRow } from './form-rows.js'
import { FormsTable, type OpenRows } from './forms-table.js'

interface FormsCardProps {
  readonly record: EventRecord
  readonly differences: readonly Difference[]
  readonly origin: string | undefined
  readonly open: OpenRows
  readonly onOpen: (open: OpenRows) => void
}

/** Both forms of an event, property by property, and ways to copy it. */
export function FormsCard({ record, differences, origin, open, onOpen }: FormsCardProps) {
  const { pre, post, issues } = record
  const form = formOf(record)
  const different = new Set(differences.map(({ name }) => name))
  const rows: ShownRow[] = [
    ...markDifferent(compareForms({ pre, post: form ?? undefined, issues }), different),
    ...addedFields(form ?? {}).map((added) => ({ pre: undefined, post: added, kind: 'added' as const })),
  ]
  return (
    <section class="card">
      <header>
        <h3>The event, before and after</h3>
        <span class="acts">
          <CopyButton label="Copy JSON" text={() => toJson({ pre, post: post ?? form, issues })} />
          <CopyButton
            label="Copy curl, new id"
            hint="A command that sends this as a new event with a new message id, because Segment drops ids that it has seen."
            text={() => toCurl(pre, origin, newMessageId())}
          />
          <CopyButton label="Copy as case" text={() => toCorpusCase(pre)} />
        </span>
      </header>
      <FormsTable rows={rows} postTitle={postTitle(record)} open={open} onOpen={onOpen} />
    </section>
  )
}

function postTitle(record: EventRecord): string {
  const { post } = record
  if (post !== null) return isTransformedAtIngestion(post) ? 'as Amplitude transforms it' : 'as sent'
  if (!isToBeSent(record)) return 'nothing was sent'
  if (record.expected === null) return 'nothing will be sent'
  return hasOwnMapping(record) ? 'as the default mapping sends it' : 'as it will be sent'
}
