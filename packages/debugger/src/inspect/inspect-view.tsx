import { useMemo, useRef, useState } from 'preact/hooks'
import { EventDetail } from '../event/event-detail.js'
import { EventList } from '../event-list/event-list.js'
import { BrokenList } from './broken-list.js'
import { CodeChips } from './code-chips.js'
import { exampleEvent } from './example.js'
import { rowsByCode, type CodeChoice } from './rows-by-code.js'
import { useInspection, type State } from './use-inspection.js'

const noChoice: CodeChoice = { code: undefined, isSorted: false }

/** Inspects pasted events and files. Nothing leaves the page. */
export function InspectView() {
  const { text, state, take, takeFile, pick } = useInspection()
  const [isOver, setIsOver] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)

  return (
    <div class="inspect">
      <section
        class={`paste ${isOver ? 'over' : ''}`}
        aria-labelledby="inspect-title"
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => {
          setIsOver(false)
        }}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          takeFile(event.dataTransfer?.files[0])
        }}
      >
        <h1 id="inspect-title">Inspect events</h1>
        <p class="sub">
          Paste what you have: JSON, a batch, a curl or fetch from the network panel, an object from the
          console, CSV or log lines; or drop a file. Nothing leaves this page.
        </p>
        <textarea
          class="input"
          aria-label="Events as JSON, an array or NDJSON"
          placeholder={'{ "type": "track", "event": "$impression", … }'}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => {
            take(currentTarget.value)
          }}
        />
        <p class="acts">
          <button type="button" class="button" onClick={() => chooser.current?.click()}>
            Choose a file
          </button>
          <input
            ref={chooser}
            type="file"
            hidden
            aria-label="File with events"
            onChange={({ currentTarget }) => {
              takeFile(currentTarget.files?.[0])
              currentTarget.value = ''
            }}
          />
          <button
            type="button"
            class="button"
            onClick={() => {
              take(exampleEvent)
            }}
          >
            Try an example
          </button>
          {state.is === 'empty' ? null : (
            <button
              type="button"
              class="button"
              onClick={() => {
                take('')
              }}
            >
              Clear
            </button>
          )}
        </p>
        <Found state={state} />
        {state.is === 'read' ? <BrokenList inspected={state.inspected} /> : null}
        {state.is === 'read' ? <Events state={state} onPick={pick} /> : null}
      </section>
      <section class="inspected" aria-label="The event" tabIndex={-1}>
        <Picked state={state} />
      </section>
    </div>
  )
}

/** What was found, how it was read, and what couldn’t be. */
function Found({ state }: { readonly state: State }) {
  const { found, skipped, reading, unreadable } = state.is === 'read' ? state.inspected.words : {}
  return (
    <div role="status" class="found">
      {state.is === 'reading' ? <p>Reading …</p> : null}
      {state.is === 'failed' ? <p class="bad">{state.reason}</p> : null}
      {[found, skipped, ...(reading ?? []), unreadable].map((line, index) =>
        line === undefined ? null : <p key={index}>{line}</p>,
      )}
      {state.is === 'read' && state.problem !== undefined ? <p class="bad">{state.problem}</p> : null}
    </div>
  )
}

interface EventsProps {
  readonly state: Extract<State, { is: 'read' }>
  readonly onPick: (id: string) => void
}

/** The list of several events, which can be narrowed to an issue. */
function Events({ state: { inspected, picked }, onPick }: EventsProps) {
  const [choice, setChoice] = useState(noChoice)
  const { entries, codes } = inspected
  const names = useMemo(() => codes.map(([code]) => code), [codes])
  const { code, isSorted } = choice
  const known = code !== undefined && names.includes(code) ? code : undefined
  const rows = useMemo(
    () => rowsByCode(entries, names, { code: known, isSorted }),
    [entries, names, known, isSorted],
  )
  if (entries.length < 2) return null
  return (
    <>
      {names.length === 0 ? null : (
        <CodeChips codes={codes} choice={{ code: known, isSorted }} onChoice={setChoice} />
      )}
      <EventList
        rows={rows}
        picked={picked}
        label={isSorted ? 'Inspected events by issue' : 'Inspected events, in the order of the input'}
        onPick={onPick}
      />
    </>
  )
}

function Picked({ state }: { readonly state: State }) {
  if (state.is !== 'read') return null
  const entry = state.inspected.entries.find(({ record }) => record.id === state.picked)
  return entry === undefined ? null : (
    <EventDetail key={entry.record.id} record={entry.record} origin={undefined} />
  )
}
