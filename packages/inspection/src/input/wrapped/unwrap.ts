import { isObject, own, type JsonObject } from '@experiment-impressions/contract/json'
import { callTypes, isCall, hasCallMark } from './is-call.js'
import { callTypeOfUrl } from './call-type-of-url.js'
import { readJsonText } from './read-json-text.js'
import { toCall } from './to-call.js'

/** What was found in a value of an input. */
export interface Found {
  readonly event: unknown
  /** Where it was: `event_payload.batch[]`, `Records[].body (string)`; empty if it was the value itself or in a plain list. */
  readonly within: string
}

/** Names the queue of Segment’s snippet. */
const queue = '[["track", …]]'
/** Layers that are searched for calls. */
const deepest = 24
/** How often text in text is read. */
const mostTexts = 4
/** Lists whose elements are events, whatever is in them. */
const eventLists: ReadonlySet<string> = new Set(['batch', 'events'])

interface Search {
  readonly path: readonly string[]
  readonly texts: number
  /** The type of the calls that a request's address stands for. */
  readonly type: string | undefined
}

/**
 * The events in a value. A call is itself. From anything else, returns the calls inside: of a batch, an archive, a queue, a
 * recording of requests, or text that is JSON. A list gives its elements; an object without a call is an event that isn't one.
 */
export function unwrap(value: unknown): Found[] {
  if (isCall(value)) return [{ event: value, within: '' }]
  return unwrapRoot(value, 0)
}

function unwrapRoot(value: unknown, layers: number): Found[] {
  if (Array.isArray(value) && layers < deepest) {
    const call = toCall(value[0], value.slice(1))
    if (call !== undefined) return [{ event: call, within: queue }]
    return value.flatMap((one: unknown) =>
      isCall(one) ? [{ event: one, within: '' }] : unwrapRoot(one, layers + 1),
    )
  }
  const found: Found[] = []
  collect(value, { path: [], texts: 0, type: undefined }, found)
  return found.length > 0 ? found : [{ event: value, within: '' }]
}

function collect(value: unknown, search: Search, found: Found[]): void {
  const { path, texts, type } = search
  if (typeof value === 'string') {
    const inside = texts < mostTexts ? readJsonText(value) : undefined
    for (const one of inside?.values ?? [])
      collect(
        typedBy(one, type),
        { ...search, path: [...path, ` (${inside?.as ?? ''})`], texts: texts + 1 },
        found,
      )
    return
  }
  if (typeof value !== 'object' || value === null || path.length > deepest) return
  if (isCall(value)) {
    found.push({ event: value, within: joined(path) })
    return
  }
  if (Array.isArray(value)) {
    const call = toCall(value[0], value.slice(1))
    if (call !== undefined) found.push({ event: call, within: joined([...path, ` ${queue}`]) })
    else for (const one of value) collect(one, { ...search, path: [...path, '[]'] }, found)
    return
  }
  collectFrom(value as JsonObject, search, found)
}

function collectFrom(holder: JsonObject, search: Search, found: Found[]): void {
  const url = own(holder, 'url')
  const type = typeof url === 'string' ? (callTypeOfUrl(url) ?? search.type) : search.type
  for (const [key, inside] of Object.entries(holder)) {
    if (typeof inside !== 'string' && (typeof inside !== 'object' || inside === null)) continue
    const deeper: Search = { path: [...search.path, nameInPath(key)], texts: search.texts, type }
    const before = found.length
    if (eventLists.has(key) && Array.isArray(inside)) {
      const path = [...deeper.path, '[]']
      for (const one of inside) {
        const count = found.length
        collect(one, { ...deeper, path }, found)
        if (found.length === count && isObject(one)) found.push({ event: one, within: joined(path) })
      }
    } else collect(typeof url === 'string' ? typedBy(inside, type) : inside, deeper, found)
    if (key === 'batch' && found.length > before) share(holder, found, before)
  }
}

/** Gives the calls of a batch what they share, as Segment does. */
function share({ context, integrations, sentAt }: JsonObject, found: Found[], from: number): void {
  const shared = Object.fromEntries(
    Object.entries({ context, integrations, sentAt }).filter(([, value]) => value !== undefined),
  )
  if (Object.keys(shared).length === 0) return
  for (let index = from; index < found.length; index += 1) {
    const { event, within } = found[index] as Found
    if (isObject(event)) found[index] = { event: { ...shared, ...event }, within }
  }
}

/** The body of a request gets its type from the address, unless it has one. */
function typedBy(body: unknown, type: string | undefined): unknown {
  if (type === undefined || !isObject(body) || callTypes.has(own(body, 'type'))) return body
  return typeof own(body, 'event') === 'string' || hasCallMark(body) ? { ...body, type } : body
}

/** A key that may say something about a person isn't repeated. */
function nameInPath(key: string): string {
  return /^[A-Za-z_][\w-]{0,39}$/.test(key) ? key : '*'
}

function joined(path: readonly string[]): string {
  return path
    .map((step, index) => (index === 0 || step.startsWith('[') || step.startsWith(' ') ? step : `.${step}`))
    .join('')
    .trim()
}
