/**
 * The impressions that this site made, newest first, each with what has become of it. Nothing is kept here but what can be
 * seen elsewhere: on the device, on analytics.js and on the sandbox's event stream.
 */
import { consent } from './switches.js'

/** Where the source plugin keeps what waits: this, the message id and the write key. */
const waitingPrefix = 'experiment-impressions:'
const shown = 20

const entries = new Map()
const listeners = new Set()

let isChanged = false

/** Tells once of all that changes in one go. */
const changed = () => {
  if (isChanged) return
  isChanged = true
  queueMicrotask(() => {
    isChanged = false
    for (const listener of listeners) listener()
  })
}

/** Calls back on every change. */
export const onImpressions = (listener) => listeners.add(listener)

export const impressions = () =>
  [...entries.values()].sort((one, other) => other.shownAt - one.shownAt).slice(0, shown)

const put = (id, entry) => {
  entries.set(id, { id, ...entries.get(id), ...entry })
  changed()
}

/** Any value of an event as a line of text: events are what anybody posts. */
const lineOf = (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

const ofProperties = (properties) => ({
  flag: lineOf(properties?.flag_key ?? '–'),
  variant: lineOf(properties?.variant ?? 'no variant'),
})

/** What somebody else has written there is no impression. */
const readJson = (text) => {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

let timer

/** Looks at what waits on the device, and again as long as something does: other tabs and the plugin take it away. */
export const lookForWaiting = () => {
  clearTimeout(timer)
  const waiting = new Set()
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(waitingPrefix)) continue
    const id = key.split(':')[1]
    waiting.add(id)
    if (entries.has(id)) continue
    const { properties, options, viewer } = readJson(localStorage.getItem(key))
    if (options === undefined) continue
    const { userId, anonymousId } = viewer ?? {}
    put(id, {
      ...ofProperties(properties),
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

/** Notes an event that the source plugin took. Erased ones are seen nowhere else. */
export const noteTaken = ({ eventProperties }) => {
  if (consent() === 'refused')
    put(`erased-${String(entries.size)}`, {
      ...ofProperties(eventProperties),
      shownAt: Date.now(),
      outcome: 'erased',
    })
  lookForWaiting()
}

/** Notes an event that analytics.js is about to send. */
export const noteSent = ({ event, messageId, properties, timestamp }) => {
  const { outcome = 'waiting' } = entries.get(messageId) ?? {}
  // The sandbox may have been quicker.
  if (!/^\$(impression|exposure)$/.test(event) || outcome !== 'waiting') return
  put(messageId, { ...ofProperties(properties), shownAt: new Date(timestamp).getTime(), outcome: 'sent' })
}

/** Notes a record of the sandbox: what Segment received, and what Amplitude answered. */
const noteRecord = ({ id, pre, post, outcome, attempts }) => {
  if (!String(pre.context?.page?.path).startsWith('/site/')) return
  const operations = post?.user_properties ?? {}
  put(id, {
    ...ofProperties(pre.properties),
    shownAt: Date.parse(pre.originalTimestamp ?? pre.timestamp) || 0,
    person: pre.userId ?? pre.anonymousId,
    outcome,
    operation: '$unset' in operations ? 'unset' : '$set' in operations ? 'set' : undefined,
    reason: attempts.at(-1)?.reason,
  })
}

/** Follows the sandbox's event stream, from its beginning on; `onConnection` is told whether it stands. */
export const followSandbox = (onConnection) => {
  const stream = new EventSource('/api/stream')
  /** What the stream has told since the list was asked for, and the list may not know yet. */
  const told = new Set()
  const catchUp = async () => {
    told.clear()
    const response = await fetch('/api/events')
    for (const record of await response.json()) if (!told.has(record.id)) noteRecord(record)
  }
  stream.addEventListener('open', () => {
    onConnection(true)
    catchUp().catch(() => onConnection(false))
  })
  stream.addEventListener('error', () => onConnection(false))
  stream.addEventListener('record', ({ data }) => {
    const record = JSON.parse(data)
    told.add(record.id)
    noteRecord(record)
  })
}
