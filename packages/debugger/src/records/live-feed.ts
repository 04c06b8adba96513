import type { EventRecord } from '@experiment-impressions/inspection'
import type { RecordList } from './record-list.js'
import { fetchEvents, parseRecord, SandboxError, streamAddress } from './sandbox-api.js'

/**
 * `connecting`: nothing has arrived yet. `live`: changes arrive as they happen. `polling`: the page fetches them every few
 * seconds. `lost`: the sandbox stopped answering, and the page tries again. `absent`: there is no sandbox.
 */
export type FeedState = 'connecting' | 'live' | 'polling' | 'lost' | 'absent'

interface LiveFeedOptions {
  readonly list: RecordList
  readonly onState: (state: FeedState) => void
  /** Called after records were added or changed. */
  readonly onChange: () => void
  readonly pollMs?: number
}

/** How often arrived records go into the list, and how long that may take at once, both in ms. */
const intakeMs = 100
const longestIntakeMs = 20

/**
 * Fills the list from the sandbox and keeps it up to date. Opens the stream before it fetches the list, so nothing is missed in
 * between; the browser reconnects the stream and tells the sandbox the last event it got. Without a stream, it fetches the
 * list every `pollMs`. Returns a function that stops all of this.
 */
export function startLiveFeed({ list, onState, onChange, pollMs = 2000 }: LiveFeedOptions): () => void {
  const end = new AbortController()
  const waiting: EventRecord[] = []
  let intake: ReturnType<typeof setTimeout> | undefined
  let nextPoll: ReturnType<typeof setTimeout> | undefined
  let state: FeedState = 'connecting'
  let hasList = false
  let isFetching = false
  /** The list that is being fetched is from before a reset. */
  let isOutdated = false
  let source: EventSource | undefined

  const enter = (next: FeedState): void => {
    if (end.signal.aborted || next === state) return
    state = next
    onState(next)
  }

  const takeIn = (): void => {
    intake = undefined
    const start = performance.now()
    let at = 0
    while (at < waiting.length && performance.now() - start < longestIntakeMs) {
      list.put(waiting.slice(at, at + 100))
      at += 100
    }
    waiting.splice(0, at)
    if (waiting.length > 0) intake = setTimeout(takeIn, 0)
    onChange()
  }
  const queue = (records: readonly EventRecord[]): void => {
    for (const record of records) waiting.push(record)
    // Records from the stream are newer than those of a list that is still being fetched, so they wait for it.
    if (hasList) intake ??= setTimeout(takeIn, intakeMs)
  }

  const takeAll = async (path: 'events' | 'calls'): Promise<void> => {
    for await (const records of fetchEvents(end.signal, path)) {
      list.put(records)
      onChange()
    }
  }
  const fetchAll = async (): Promise<void> => {
    await takeAll('events')
    await takeAll('calls').catch((error: unknown) => {
      // An older sandbox keeps experiment events only.
      if (!(error instanceof SandboxError) || error.status !== 404) throw error
    })
    if (isOutdated) {
      isOutdated = false
      list.clear()
      await fetchAll()
      return
    }
    hasList = true
    list.complete()
    takeIn()
  }

  const fetchList = async (): Promise<void> => {
    if (isFetching) return
    isFetching = true
    try {
      await fetchAll()
      enter(source?.readyState === EventSource.OPEN ? 'live' : 'polling')
    } catch (error) {
      if (end.signal.aborted) return
      const status = error instanceof SandboxError ? error.status : 0
      enter(hasList || status === 0 || status >= 500 ? 'lost' : 'absent')
    } finally {
      isFetching = false
    }
    if (state !== 'live' && state !== 'absent') nextPoll = setTimeout(() => void fetchList(), pollMs)
  }

  const openStream = (): void => {
    source = new EventSource(streamAddress())
    source.addEventListener('open', () => {
      clearTimeout(nextPoll)
      if (hasList) enter('live')
      else void fetchList()
    })
    source.addEventListener('record', (event: MessageEvent<string>) => {
      queue(parseRecord(event.data))
    })
    source.addEventListener('reset', () => {
      waiting.length = 0
      list.clear()
      hasList = false
      isOutdated = isFetching
      onChange()
      void fetchList()
    })
    source.addEventListener('error', () => {
      // The browser reconnects unless something other than a stream answered.
      if (source?.readyState === EventSource.CLOSED) void fetchList()
      else if (state !== 'connecting') enter('lost')
      else void fetchList()
    })
  }

  openStream()
  return () => {
    end.abort()
    source?.close()
    clearTimeout(intake)
    clearTimeout(nextPoll)
  }
}
