import { amplitudeLimits, isRefusedId } from '@experiment-impressions/contract'
import { isObject, type JsonObject } from '@experiment-impressions/contract/json'
import { refuse, type Answer } from '../answer.js'

/** An event as it comes in: an object with unknown contents. */
export type AnyEvent = JsonObject

interface CheckOptions {
  readonly minIdLength: number
  /** Whether the answer names only the first event for each field. */
  readonly namesFirstOnly: boolean
}

/**
 * Checks the events of an upload. Returns the answer that refuses it; `undefined` if every event is valid.
 * Source: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API": "400".
 */
export function refuseInvalid(
  events: readonly AnyEvent[],
  { minIdLength, namesFirstOnly }: CheckOptions,
): Answer | undefined {
  const problems = listProblems(events, minIdLength)
  if (Object.keys(problems).length === 0) return undefined
  return refuse(400, errorFor(problems), namesFirstOnly ? firstOnly(problems) : problems)
}

/** Something that makes Amplitude refuse an upload: the list of the answer that names it, and the field. */
interface Problem {
  readonly list:
    'events_with_missing_fields' | 'events_with_invalid_fields' | 'events_with_invalid_id_lengths'
  readonly field: string
}

const idFields = ['user_id', 'device_id'] as const

/**
 * What Amplitude refuses in one event.
 * Sources: Amplitude docs, "HTTP V2 API": "Event array keys", "Set time values", "400". The list of id lengths is
 * undocumented; in Amplitude-Kotlin #105, a short id is refused even next to a valid one.
 */
function checkEvent(event: AnyEvent, minIdLength: number): Problem[] {
  const problems: Problem[] = []
  const invalid = (field: string): void => {
    problems.push({ list: 'events_with_invalid_fields', field })
  }

  const { event_type: type, time } = event
  if (type === undefined || type === null || type === '')
    problems.push({ list: 'events_with_missing_fields', field: 'event_type' })
  else if (typeof type !== 'string') invalid('event_type')

  const ids = idFields.filter((field) => event[field] !== undefined && event[field] !== null)
  // Which field the real Amplitude names is undocumented. The SDKs treat all of them alike.
  if (ids.length === 0) problems.push({ list: 'events_with_missing_fields', field: 'user_id' })
  for (const field of ids) {
    const id = event[field]
    if (typeof id !== 'string' || isRefusedId(id)) invalid(field)
    else if (id.length < minIdLength) problems.push({ list: 'events_with_invalid_id_lengths', field })
  }

  if (time !== undefined && time !== null && !Number.isSafeInteger(time)) invalid('time')
  for (const field of ['event_properties', 'user_properties']) {
    const properties = event[field]
    if (properties === undefined || properties === null) continue
    if (!isObject(properties) || !hasAtMost(amplitudeLimits.propertyLayers, properties)) invalid(field)
  }
  return problems
}

/** Whether a value has at most this many layers of objects and arrays, itself included. */
function hasAtMost(layers: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return layers > 0 && Object.values(value).every((inner) => hasAtMost(layers - 1, inner))
}

/** The indices of invalid events, by list and field. */
type Problems = Readonly<Partial<Record<Problem['list'], Readonly<Record<string, readonly number[]>>>>>

function listProblems(events: readonly AnyEvent[], minIdLength: number): Problems {
  const problems: Partial<Record<Problem['list'], Record<string, number[]>>> = {}
  for (const [index, event] of events.entries())
    for (const { list, field } of checkEvent(event, minIdLength)) {
      const fields = (problems[list] ??= {})
      ;(fields[field] ??= []).push(index)
    }
  return problems
}

function firstOnly(problems: Problems): Problems {
  return Object.fromEntries(
    Object.entries(problems).map(([list, fields]) => [
      list,
      Object.fromEntries(Object.entries(fields).map(([field, indices]) => [field, indices.slice(0, 1)])),
    ]),
  )
}

function errorFor(problems: Problems): string {
  if (problems.events_with_missing_fields !== undefined) return 'Request missing required field'
  if (problems.events_with_invalid_fields !== undefined) return 'Invalid field values on some events'
  return 'Invalid id length for user_id or device_id'
}
