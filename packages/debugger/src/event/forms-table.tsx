import { countOf, type FormSide } from '@experiment-impressions/inspection'
import { splitRows, type ShownRow } from './form-rows.js'
import { ShownText, ShownValue } from '../ui/shown-text.js'

const between: Readonly<Record<ShownRow['kind'], { readonly sign: string; readonly words: string }>> = {
  moved: { sign: '→', words: 'becomes' },
  same: { sign: '=', words: 'passes through as' },
  left: { sign: '×', words: 'is left out' },
  added: { sign: '+', words: 'added as' },
}

/** Longest value here; the JSON has all of it. */
const maxLength = 300

/** The most added rows that show without a click. */
const fewAdded = 3

/** Which of the folded rows show. */
export interface OpenRows {
  readonly unchanged: boolean
  readonly added: boolean
}

export const nothingOpen: OpenRows = { unchanged: false, added: false }

interface FormsTableProps {
  readonly rows: readonly ShownRow[]
  /** Describes the post-transformation form: `as sent`. */
  readonly postTitle: string
  readonly open: OpenRows
  readonly onOpen: (open: OpenRows) => void
}

/** Both forms, property by property. Moved properties are joined; unchanged and added ones are grey, and folded away. */
export function FormsTable({ rows, postTitle, open, onOpen }: FormsTableProps) {
  const { telling, unchanged, added } = splitRows(rows)
  const shown = [
    ...telling,
    ...(open.unchanged ? unchanged : []),
    ...(open.added || added.length <= fewAdded ? added : []),
  ]
  return (
    <>
      <div class="forms" role="table" aria-label="The event, before and after">
        <div role="rowgroup">
          <div role="row" class="form-row head">
            <span role="columnheader" class="pre">
              Pre-transformation · in the CDP
            </span>
            <span role="columnheader" class="join">
              <span class="off-screen">Change</span>
            </span>
            <span role="columnheader" class="post">
              Post-transformation · {postTitle}
            </span>
          </div>
        </div>
        <div role="rowgroup">
          {shown.map((row) => (
            <PropertyRow key={row.pre?.name ?? `added ${row.post?.name ?? ''}`} row={row} />
          ))}
        </div>
      </div>
      {unchanged.length === 0 && added.length <= fewAdded ? null : (
        <p class="body folds">
          {unchanged.length === 0 ? null : (
            <Fold
              isOpen={open.unchanged}
              what={countOf(unchanged.length, 'unchanged property', 'unchanged properties')}
              onToggle={(isOpen) => {
                onOpen({ ...open, unchanged: isOpen })
              }}
            />
          )}
          {added.length <= fewAdded ? null : (
            <Fold
              isOpen={open.added}
              what={`${countOf(added.length, 'field')} added by the destination`}
              onToggle={(isOpen) => {
                onOpen({ ...open, added: isOpen })
              }}
            />
          )}
        </p>
      )}
    </>
  )
}

interface FoldProps {
  readonly isOpen: boolean
  readonly what: string
  readonly onToggle: (isOpen: boolean) => void
}

function Fold({ isOpen, what, onToggle }: FoldProps) {
  return (
    <button
      type="button"
      class="link"
      aria-expanded={isOpen}
      onClick={() => {
        onToggle(!isOpen)
      }}
    >
      {isOpen ? 'Hide' : 'Show'} {what}
    </button>
  )
}

function PropertyRow({ row }: { readonly row: ShownRow }) {
  const { pre, post, kind, note, isDifferent = false } = row
  return (
    <div role="row" class={`form-row ${kind}`}>
      <div role="cell" class="pre">
        {pre === undefined ? <span class="note">added by the destination</span> : <Property side={pre} />}
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
            {note === undefined ? null : <span class={`note ${isDifferent ? 'different' : ''}`}>{note}</span>}
          </>
        )}
      </div>
    </div>
  )
}

function Property({ side: { name, value } }: { readonly side: FormSide }) {
  return (
    <>
      <ShownText class="name" text={name} maxLength={160} />
      <ShownValue class="value" value={value} maxLength={maxLength} />
    </>
  )
}
