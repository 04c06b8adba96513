import { isObject, isTooDeep, maxJsonLayers, parseJson } from '@experiment-impressions/contract/json'
import { jsonBytes } from '../memory/json-bytes.js'

type Call = Readonly<Record<string, unknown>>

/** Most UTF-8 bytes of one call, in a batch too, and of one batch. Source: Segment docs, "HTTP Tracking API", "Max request size". */
export const trackingLimits = { callBytes: 32 * 1024, batchBytes: 500 * 1024 } as const

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

const tooDeep = `is nested over ${String(maxJsonLayers)} layers deep`

const longPaths = new Set(Object.values(typeOfPath))

/** The type of the calls that are posted to `/v1/<path>`; `undefined` where the tracking API has no such path. */
export function callTypeOf(path: string): string | undefined {
  return longPaths.has(path) ? path : Object.hasOwn(typeOfPath, path) ? typeOfPath[path] : undefined
}

/**
 * The calls in a request's body; a text that says why where there are none.
 * Segment answers 400 to what isn't JSON or is too large, and to nothing else; the sandbox also to what is nested too deep.
 * A batch is taken whole or not at all, so that a sender that mends it and sends it again doesn't repeat half of it.
 */
export function readCalls(type: string, text: string): readonly Call[] | string {
  const limit = type === 'batch' ? trackingLimits.batchBytes : trackingLimits.callBytes
  if (Buffer.byteLength(text) > limit) return `the body is over ${String(limit / 1024)} KB`
  const body = parseJson(text)
  if (!isObject(body)) return 'the body is not a JSON object'
  if (type !== 'batch') return isTooDeep(body) ? `the body ${tooDeep}` : [{ ...body, type }]
  const { batch, context, integrations, sentAt } = body
  if (!Array.isArray(batch) || !batch.every(isObject)) return '“batch” is not a list of calls'
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
