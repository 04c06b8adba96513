import { isObject, type JsonObject } from '@experiment-impressions/contract/json'
import { callTypes, hasCallMark } from './is-call.js'

/** What each method takes before its options, as the names of a call's fields. A method may leave out the first. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  track: ['event', 'properties'],
  page: ['category', 'name', 'properties'],
  screen: ['category', 'name', 'properties'],
  identify: ['userId', 'traits'],
  group: ['groupId', 'traits'],
  alias: ['userId', 'previousId'],
}

const optionNames = ['context', 'integrations', 'timestamp', 'anonymousId', 'userId', 'messageId']

/**
 * The call that `analytics.track('$impression', { … })` makes, also from the queue of Segment's snippet: its method and its
 * arguments. An object as the first argument is the whole call, as the server libraries take it. `undefined` if that makes
 * no call.
 */
export function toCall(method: unknown, values: readonly unknown[]): JsonObject | undefined {
  if (typeof method !== 'string' || !callTypes.has(method)) return undefined
  const first = values[0]
  const names = parameters[method] as readonly string[]
  if (isObject(first) && (method === 'track' || hasCallMark(first))) return { type: method, ...first }
  if (method === 'track' && typeof first !== 'string') return undefined
  const texts = values.slice(0, names.length - 1).filter((value) => typeof value === 'string')
  const objects = values.filter(isObject)
  // A single name of a page is its name.
  const fields = names.slice(0, -1).slice(names.length === 3 && texts.length === 1 ? 1 : 0)
  const [data, options] = objects
  const last = names[names.length - 1] as string
  return {
    type: method,
    ...Object.fromEntries(texts.map((text, index) => [fields[index] ?? 'name', text])),
    ...(last === 'previousId'
      ? typeof values[1] === 'string'
        ? { previousId: values[1] }
        : {}
      : data === undefined
        ? {}
        : { [last]: data }),
    ...Object.fromEntries(
      optionNames.flatMap((name) => (options?.[name] === undefined ? [] : [[name, options[name]]])),
    ),
  }
}
