import type { RefObject } from 'preact'
import { shortText } from '@experiment-impressions/inspection'
import { queryNote, type QueryNote } from './query-notes.js'

interface QueryFieldProps {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly field: RefObject<HTMLInputElement | null>
  readonly isHelpOpen: boolean
  readonly onHelp: () => void
  /** Called on Escape. */
  readonly onLeave: () => void
}

/** The query in a field of its own, with what of it isn’t known. */
export function QueryField({ query, onQuery, field, isHelpOpen, onHelp, onLeave }: QueryFieldProps) {
  const note = queryNote(query)
  return (
    <>
      <input
        ref={field}
        type="search"
        class="input query"
        aria-label="Filter"
        aria-describedby="query-note"
        placeholder="Words, or flag:…, variant:…, person:…, is:…"
        spellcheck={false}
        autocomplete="off"
        value={query}
        onInput={({ currentTarget }) => {
          onQuery(currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // Chromium would empty the field.
          event.preventDefault()
          onLeave()
        }}
      />
      <button
        type="button"
        class="button"
        aria-label="Fields and keys"
        title="Fields and keys"
        aria-expanded={isHelpOpen}
        aria-controls="query-help"
        onClick={onHelp}
      >
        ?
      </button>
      <p id="query-note" class="note" role="status">
        {note === undefined ? null : <Note note={note} onQuery={onQuery} />}
      </p>
    </>
  )
}

interface NoteProps {
  readonly note: QueryNote
  readonly onQuery: (query: string) => void
}

function Note({ note: { given, of, known, meant }, onQuery }: NoteProps) {
  return (
    <>
      “{shortText(given, 40)}” isn’t a {of === 'field' ? 'field' : `value of ${of}`}.{' '}
      {meant === undefined ? null : (
        <>
          Did you mean{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              onQuery(meant.query)
            }}
          >
            {meant.word}
          </button>
          ?{' '}
        </>
      )}
      {of === 'field' ? 'Fields' : 'Values'}: {known.join(', ')}.
    </>
  )
}
