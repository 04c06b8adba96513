import { isObject, own, type JsonObject } from '@experiment-impressions/contract/json'

/** The types of Segment's calls. */
export const callTypes: ReadonlySet<unknown> = new Set([
  'track',
  'page',
  'screen',
  'identify',
  'group',
  'alias',
])

/** What only a call has. */
const marks = ['messageId', 'anonymousId', 'userId', 'properties', 'traits', 'previousId', 'groupId']

/**
 * Whether a value is a call by itself, even if it also holds lists or other calls: it has a call's type and a name, an id or
 * properties; or no type, but a name and properties.
 */
export function isCall(value: unknown): value is JsonObject {
  if (!isObject(value)) return false
  const hasName = typeof own(value, 'event') === 'string'
  if (callTypes.has(own(value, 'type'))) return hasName || hasCallMark(value)
  return hasName && isObject(own(value, 'properties'))
}

/** Whether an object has an id, properties or traits, as only calls do. */
export function hasCallMark(value: JsonObject): boolean {
  return marks.some((mark) => own(value, mark) !== undefined)
}
