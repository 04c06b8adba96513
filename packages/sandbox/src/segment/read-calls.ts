import { isObject, isTooDeep, maxJsonLayers, parseJson } from '@experiment-impressions/contract/json'
import { jsonBytes } from '../memory/json-bytes.js'
import { overLimit } from './read-body.js'

type Call = Readonly<Record<string, unknown>>

/** Maximum UTF-8 bytes of one call, also in a batch, and of one batch. Source: Segment docs, "HTTP Tracking API", "Max request size". */
export const trackingLimits = { callBytes: 32 * 1024, batchBytes: 500 * 1024 } as const

/** The call types of the tracking API's short paths. */
const typeOfPath: Readonly<Record<string, string>> = {
  t: 'track',
  i: 'identify',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
  b: 'batch',
}

const tooDeep = `is nested over ${String(maxJsonLayers)} layers deep`

const longPaths = new Set(Object.values(typeOfPath))

/** Returns the type of calls to `/v1/<path>`; `undefined` if the tracking API has no such path. */
export function callTypeOf(path: string): string | undefined {
  // Takes what happened in the past, in the form of a batch.
  if (path === 'import') return 'batch'
  return longPaths.has(path) ? path : Object.hasOwn(typeOfPath, path) ? typeOfPath[path] : undefined
}

/**
 * Returns the calls in a request's body. If the body is invalid, returns the reason.
 *
 * Segment answers 400 only if a body isn't JSON or is too large. The sandbox also does if it's nested too deep. Either all
 * calls of a batch are accepted or none, so that a sender who corrects it doesn't repeat half of it.
 */
export function readCalls(type: string, text: string): readonly Call[] | string {
  const limit = type === 'batch' ? trackingLimits.batchBytes : trackingLimits.callBytes
  if (Buffer.byteLength(text) > limit) return overLimit(limit)
  const body = parseJson(text)
  if (!isObject(body)) return 'the body isn’t a JSON object'
  if (type !== 'batch') return isTooDeep(body) ? `the body ${tooDeep}` : [{ ...body, type }]
  const { batch, context, integrations, sentAt } = body
  if (!Array.isArray(batch) || !batch.every(isObject)) return '“batch” isn’t a list of calls'
  for (const [index, call] of batch.entries()) {
    if (isTooDeep(call)) return `call ${String(index + 1)} of the batch ${tooDeep}`
    if ((jsonBytes(call) ?? Infinity) > trackingLimits.callBytes)
      return `call ${String(index + 1)} of the batch is over ${String(trackingLimits.callBytes / 1024)} KB`
  }
  if (isTooDeep({ context, integrations, sentAt })) return `the body ${tooDeep}`
  const shared = Object.fromEntries(
    Object.entries({ context, integrations, sentAt }).filter(([, value]) => value !== undefined),
  )
  return batch.map((call) => ({ ...shared, ...call }))
}
