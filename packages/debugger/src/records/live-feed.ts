import type { EventRecord } from './event-record.js'
import type { RecordList } from './record-list.js'
import { fetchEvents, parseRecord, SandboxError, streamAddress } from './sandbox-api.js'

/**
 * `connecting`: nothing has come yet. `live`: changes come as they happen. `polling`: they are fetched every few seconds.
 * `lost`: there was a sandbox, and it is tried again. `absent`: the page stands without one.
 */
export type FeedState = 'connecting' | 'live' | 'polling' | 'lost' | 'absent'

interface LiveFeedOptions {
  readonly list: RecordList
  readonly onState: (state: FeedState) => void
  /** Records have been added or changed. */
  readonly onChange: () => void
  readonly pollMs?: number
}

/** How often the list takes in what has arrived, in ms, and how long it may take at once. */
const intakeMs = 100
const longestIntakeMs = 20

/**
 * Fills the list from the sandbox and keeps it up to date. The stream is opened before the list is fetched, so that nothing
 * falls between; the browser itself reconnects it and says where it was. Where there is no stream, the list is fetched
 * again and again.
 */
export function startLiveFeed({ list, onState, onChange, pollMs = 2000 }: LiveFeedOptions): () => void {
  const end = new AbortController()
  const waiting: EventRecord[] = []
  let intake: ReturnType<typeof setTimeout> | undefined
  let nextPoll: ReturnType<typeof setTimeout> | undefined
  let state: FeedState = 'connecting'
  let hasList = false
  let isFetching = false
  /** What is being fetched is from before a reset. */
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
    // What comes over the stream meanwhile is newer than what the list says of it.
    if (hasList) intake ??= setTimeout(takeIn, intakeMs)
  }

  const fetchAll = async (): Promise<void> => {
    for await (const records of fetchEvents(end.signal)) {
      list.put(records)
      onChange()
    }
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
      // The browser reconnects by itself, unless what answered is no stream.
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
