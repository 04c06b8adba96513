import { isRecord, isWithin, parseJson } from '../json.js'

type Call = Readonly<Record<string, unknown>>

/** Most UTF-8 bytes of one call and of one batch. Source: Segment docs, "HTTP Tracking API", "Max request size". */
export const trackingLimits = { callBytes: 32 * 1024, batchBytes: 500 * 1024 } as const

/** Deeper than any event, and far from where JavaScript can't write JSON any more: one such call would break the list of all. */
const mostLayers = 1000

/** What the tracking API's paths take: one call of a type, or a batch of any types. */
const typeOfPath: Readonly<Record<string, string>> = {
  t: 'track',
  i: 'identify',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
  b: 'batch',
}

const longPaths = new Set(Object.values(typeOfPath))

/** The type of the calls that are posted to `/v1/<path>`; `undefined` where the tracking API has no such path. */
export function callTypeOf(path: string): string | undefined {
  return longPaths.has(path) ? path : Object.hasOwn(typeOfPath, path) ? typeOfPath[path] : undefined
}

/**
 * The calls in a request's body; a text that says why where there are none.
 * Segment answers 400 to what isn't JSON or is too large, and to nothing else; the sandbox also to what it can't keep.
 */
export function readCalls(type: string, text: string): readonly Call[] | string {
  const limit = type === 'batch' ? trackingLimits.batchBytes : trackingLimits.callBytes
  if (Buffer.byteLength(text) > limit) return `the body is over ${String(limit / 1024)} KB`
  const body = parseJson(text)
  if (!isRecord(body)) return 'the body is not a JSON object'
  if (!isWithin(body, mostLayers)) return `the body is nested over ${String(mostLayers)} layers deep`
  if (type !== 'batch') return [{ ...body, type }]
  const { batch, context, integrations, sentAt } = body
  if (!Array.isArray(batch) || !batch.every(isRecord)) return '“batch” is not a list of calls'
  const shared = Object.fromEntries(
    Object.entries({ context, integrations, sentAt }).filter(([, value]) => value !== undefined),
  )
  return batch.map((call) => ({ ...shared, ...call }))
}
