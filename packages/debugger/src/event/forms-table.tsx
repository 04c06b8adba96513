import type { FormRow, FormSide } from '@experiment-impressions/contract/inspection'
import { shortText } from './short-text.js'
import { shortValue } from './short-value.js'

const between: Readonly<Record<FormRow['kind'], { readonly sign: string; readonly words: string }>> = {
  moved: { sign: '→', words: 'becomes' },
  same: { sign: '=', words: 'passes through as' },
  left: { sign: '×', words: 'is left' },
}

/** Longest value that is shown here; the whole of it stands in the JSON. */
const room = 300

/** Both forms, property by property: the moved ones joined, the passed-through ones quiet. */
export function FormsTable({ rows }: { readonly rows: readonly FormRow[] }) {
  return (
    <div class="forms" role="table" aria-label="The event, before and after">
      <div role="rowgroup">
        <div role="row" class="form-row head">
          <span role="columnheader" class="pre">
            Pre-transformation · in the CDP
          </span>
          <span role="columnheader" class="join">
            <span class="off-screen">What becomes of it</span>
          </span>
          <span role="columnheader" class="post">
            Post-transformation · in Amplitude
          </span>
        </div>
      </div>
      <div role="rowgroup">
        {rows.map((row) => (
          <PropertyRow key={row.pre.name} row={row} />
        ))}
      </div>
    </div>
  )
}

function PropertyRow({ row }: { readonly row: FormRow }) {
  const { pre, post, kind, note } = row
  return (
    <div role="row" class={`form-row ${kind}`}>
      <div role="cell" class="pre">
        <Property side={pre} />
      </div>
      <div role="cell" class="join">
        <span aria-hidden="true">{between[kind].sign}</span>
        <span class="off-screen">{between[kind].words}</span>
      </div>
      <div role="cell" class="post">
        {post === undefined ? (
          <span class="note">{note ?? 'not sent'}</span>
        ) : (
          <>
            <Property side={post} />
            {note === undefined ? null : <span class="note">{note}</span>}
          </>
        )}
      </div>
    </div>
  )
}

function Property({ side: { name, value } }: { readonly side: FormSide }) {
  return (
    <>
      <bdi class="name">{shortText(name, 160)}</bdi>
      <bdi class="value">{shortValue(value, room)}</bdi>
    </>
  )
}
