/**
 * This site's impressions, newest first, with their outcomes. Everything comes from what others can see too: the device's
 * storage, analytics.js and the sandbox's event stream.
 */
import { consent } from './switches.js'

/** The source plugin's storage keys of waiting impressions: this prefix, the message id and the write key. */
const waitingPrefix = 'experiment-impressions:'
const shown = 20

const entries = new Map()
const listeners = new Set()

let isChanged = false

/** Calls the listeners once for all changes of the same task. */
const changed = () => {
  if (isChanged) return
  isChanged = true
  queueMicrotask(() => {
    isChanged = false
    for (const listener of listeners) listener()
  })
}

/** Calls the listener on every change. */
export const onImpressions = (listener) => listeners.add(listener)

export const impressions = () =>
  [...entries.values()].sort((one, other) => other.shownAt - one.shownAt).slice(0, shown)

const put = (id, entry) => {
  entries.set(id, { id, ...entries.get(id), ...entry })
  changed()
}

/** Any value of an event as a line of text. Anybody can post events. */
const lineOf = (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

const shownBy = (event, properties) => ({
  event: lineOf(event ?? '–'),
  flag: lineOf(properties?.flag_key ?? '–'),
  variant: lineOf(properties?.variant ?? 'no variant'),
})

/** Others may write anything into the storage. */
const readJson = (text) => {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

let timer

/** Looks for impressions that wait on the device, and again as long as there are any: other tabs may send them. */
export const lookForWaiting = () => {
  clearTimeout(timer)
  const waiting = new Set()
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(waitingPrefix)) continue
    const id = key.split(':')[1]
    waiting.add(id)
    if (entries.has(id)) continue
    const { event, properties, options, viewer } = readJson(localStorage.getItem(key))
    if (options === undefined) continue
    const { userId, anonymousId } = viewer ?? {}
    put(id, {
      ...shownBy(event, properties),
      shownAt: Date.parse(options.timestamp),
      person: userId ?? anonymousId,
      outcome: 'waiting',
    })
  }
  for (const { id, outcome } of entries.values())
    if (outcome === 'waiting' && !waiting.has(id))
      put(id, { outcome: consent() === 'refused' ? 'erased' : 'sent' })
  if (waiting.size > 0) timer = setTimeout(lookForWaiting, 250)
}

/** Notes an event that the source plugin received. Erased ones are visible nowhere else. */
export const noteReported = ({ eventType, eventProperties }) => {
  if (consent() === 'refused')
    put(`erased-${String(entries.size)}`, {
      ...shownBy(eventType, eventProperties),
      shownAt: Date.now(),
      outcome: 'erased',
    })
  lookForWaiting()
}

/** Notes an event that analytics.js is about to send. */
export const noteSent = ({ event, messageId, properties, timestamp }) => {
  const { outcome = 'waiting' } = entries.get(messageId) ?? {}
  // The sandbox may have been faster.
  if (!/^\$(impression|exposure)$/.test(event) || outcome !== 'waiting') return
  put(messageId, {
    ...shownBy(event, properties),
    shownAt: new Date(timestamp).getTime(),
    outcome: 'sent',
  })
}

/** Notes a record of the sandbox: what Segment received, and how Amplitude answered. */
const noteRecord = ({ id, pre, post, outcome, attempts }) => {
  if (!String(pre.context?.page?.path).startsWith('/site/')) return
  const operations = post?.user_properties ?? {}
  put(id, {
    ...shownBy(pre.event, pre.properties),
    shownAt: Date.parse(pre.originalTimestamp ?? pre.timestamp) || 0,
    person: pre.userId ?? pre.anonymousId,
    outcome,
    operation: '$unset' in operations ? 'unset' : '$set' in operations ? 'set' : undefined,
    reason: attempts.at(-1)?.reason,
  })
}

/** Follows the sandbox's event stream from its beginning. `onConnection` is called with whether it's connected. */
export const followSandbox = (onConnection) => {
  const stream = new EventSource('/api/stream')
  /** Ids that the stream has sent since the list was requested. The list may have older versions of them. */
  const streamed = new Set()
  const catchUp = async () => {
    streamed.clear()
    const response = await fetch('/api/events')
    for (const record of await response.json()) if (!streamed.has(record.id)) noteRecord(record)
  }
  stream.addEventListener('open', () => {
    onConnection(true)
    catchUp().catch(() => onConnection(false))
  })
  stream.addEventListener('error', () => onConnection(false))
  stream.addEventListener('record', ({ data }) => {
    const record = JSON.parse(data)
    streamed.add(record.id)
    noteRecord(record)
  })
}
