import { createIssue, type Issue } from '../issues/issues.js'
import { isGiven, isObject, own } from '../json/json-value.js'
import { kindOf } from '../json/value-kind.js'
import { eventSpecOf } from '../wire/event-spec.js'
import { preTransformation } from '../wire/vocabulary.js'
import { isOfOtherTool, nearEventName, transformedName } from './near-event-name.js'
import { nearFlagKey } from './near-flag-key.js'
import { nearVariant } from './near-variant.js'

/**
 * Says what keeps an event from being an experiment event that it was probably meant to be: a misspelled name, another type,
 * properties without an event around them. `undefined` for experiment events, and for events that are about something else.
 * The transform skips such an event without asking this: it may as well be somebody else's.
 * Never throws.
 */
export function nearMiss(event: unknown): Issue | undefined {
  try {
    return isObject(event) ? missOf(event) : undefined
  } catch {
    // A getter of the event threw: it isn't JSON.
    return undefined
  }
}

function missOf(event: object): Issue | undefined {
  // Page and screen calls have a `name`, and Amplitude's own events an `event_type`.
  const key = ['event', 'name', 'event_type'].find((each) => isGiven(own(event, each)))
  const name = key === undefined ? undefined : own(event, key)
  if (key === undefined) return withoutName(event)
  if (typeof name !== 'string') return undefined
  const meant = transformedName(name)
  if (meant !== undefined) return createIssue('EVENT_NAME_TRANSFORMED', [key], { meant })
  if (eventSpecOf(name) !== undefined) return ofOtherType(event, key, name)
  if (isOfOtherTool(name)) return createIssue('EVENT_OF_OTHER_TOOL', [key], {})
  const near = nearEventName(name, hasFlagKey(own(event, 'properties')) || hasFlagKey(event))
  return near === undefined ? undefined : createIssue('EVENT_NAME_MISSPELLED', [key], { meant: near })
}

function ofOtherType(event: object, key: string, meant: string): Issue | undefined {
  if (key === 'event_type') return createIssue('EVENT_NAME_TRANSFORMED', [key], { meant })
  const type = own(event, 'type')
  return type === 'track' && key === 'event'
    ? undefined
    : createIssue('EVENT_TYPE_WRONG', ['type'], { received: kindOf(type) })
}

function withoutName(event: object): Issue | undefined {
  const type = own(event, 'type')
  if (hasFlagKey(own(event, 'properties')) && (type === 'track' || !isGiven(type)))
    return createIssue('EVENT_NAME_MISSING', ['event'], {})
  return hasFlagKey(event) && !isGiven(type) ? createIssue('PROPERTIES_BARE', [], {}) : undefined
}

/** Whether an object has a flag key, or both a flag key and a variant under similar names. */
function hasFlagKey(properties: unknown): boolean {
  if (!isObject(properties)) return false
  if (isGiven(own(properties, preTransformation.flagKey))) return true
  const hasVariant =
    isGiven(own(properties, preTransformation.variant)) || nearVariant(properties) !== undefined
  return hasVariant && nearFlagKey(properties, preTransformation) !== undefined
}
