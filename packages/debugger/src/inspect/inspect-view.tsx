import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { formatCount, summaryWords } from '@experiment-impressions/inspection'
import { EventDetail } from '../event/event-detail.js'
import type { Entry } from '../records/record-list.js'
import { EventList } from '../event-list/event-list.js'
import { createYieldToBrowser } from '../ui/yield-to-browser.js'
import { exampleEvent } from './example.js'
import { inspectText, type Inspected } from './inspect-text.js'
import { readFile } from './read-file.js'

/** Longest text for the field. Longer texts are inspected but not shown. */
const longestShown = 200_000

const noEntries: readonly Entry[] = []

type State =
  | { readonly is: 'empty' }
  | { readonly is: 'reading' }
  | { readonly is: 'failed'; readonly reason: string }
  | { readonly is: 'read'; readonly inspected: Inspected; readonly picked: string }

function failed(error: unknown): State {
  return { is: 'failed', reason: error instanceof Error ? error.message : 'The file can’t be read.' }
}

/** Inspects pasted events and files. Nothing leaves the page. */
export function InspectView() {
  const [text, setText] = useState('')
  const [state, setState] = useState<State>({ is: 'empty' })
  const [isOver, setIsOver] = useState(false)
  const latest = useRef(0)
  const chooser = useRef<HTMLInputElement>(null)

  const entries = state.is === 'read' ? state.inspected.entries : noEntries
  // The list shows the last row first.
  const rows = useMemo(() => entries.toReversed().map((entry, order) => ({ ...entry, order })), [entries])

  const inspect = async (whole: string): Promise<void> => {
    const run = (latest.current += 1)
    setState((before) => (before.is === 'read' ? before : { is: 'reading' }))
    const next = await inspectText(whole, createYieldToBrowser()).then(
      (inspected): State => ({ is: 'read', inspected, picked: inspected.entries[0]?.record.id ?? '' }),
      failed,
    )
    if (run === latest.current) setState(next)
  }
  const take = (whole: string): void => {
    setText(whole.length > longestShown ? '' : whole)
    if (whole.trim() !== '') {
      void inspect(whole)
      return
    }
    latest.current += 1
    setState({ is: 'empty' })
  }
  const takeFile = (file: File | undefined): void => {
    if (file === undefined) return
    setState({ is: 'reading' })
    readFile(file).then(
      (whole) => {
        setText(whole.length > longestShown ? '' : whole)
        void inspect(whole)
      },
      (error: unknown) => {
        setState(failed(error))
      },
    )
  }
  useEffect(
    () => () => {
      latest.current += 1
    },
    [],
  )

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
          Paste an event from the CDP’s debugger, an array or NDJSON, or drop a file. Nothing leaves this
          page.
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
        <div role="status" class="found">
          {state.is === 'reading' ? <p>Reading …</p> : null}
          {state.is === 'failed' ? <p class="bad">{state.reason}</p> : null}
          {state.is === 'read'
            ? Object.values(summaryWords(state.inspected.summary)).map((line: string | undefined) =>
                line === undefined ? null : <p key={line}>{line}</p>,
              )
            : null}
        </div>
        {state.is === 'read' ? <Broken inspected={state.inspected} /> : null}
        {state.is === 'read' && rows.length > 1 ? (
          <EventList
            rows={rows}
            picked={state.picked}
            label="Inspected events, in the order of the input"
            onPick={(picked) => {
              setState({ ...state, picked })
            }}
          />
        ) : null}
      </section>
      <section class="inspected" aria-label="The event" tabIndex={-1}>
        <Picked state={state} />
      </section>
    </div>
  )
}

function Broken({ inspected: { broken, summary } }: { readonly inspected: Inspected }) {
  const more = summary.unreadable - broken.length
  if (broken.length === 0) return null
  return (
    <ul class="broken">
      {broken.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {more > 0 ? <li>… and {formatCount(more)} more</li> : null}
    </ul>
  )
}

function Picked({ state }: { readonly state: State }) {
  if (state.is !== 'read') return null
  const entry = state.inspected.entries.find(({ record }) => record.id === state.picked)
  return entry === undefined ? null : (
    <EventDetail key={entry.record.id} record={entry.record} origin={undefined} />
  )
}
