import { refuse, type Answer } from '../answer.js'
import { checkEvent, type AnyEvent, type Flaw } from './check-event.js'

interface RefuseFlawedOptions {
  readonly minIdLength: number
  /** Whether only the first event of each field is named. */
  readonly namesFirstOnly: boolean
}

/**
 * The answer that refuses an upload for what is wrong in its events; `undefined` where nothing is.
 * Source: Amplitude docs, "HTTP V2 API" and "Batch Event Upload API": "400".
 */
export function refuseFlawed(
  events: readonly AnyEvent[],
  { minIdLength, namesFirstOnly }: RefuseFlawedOptions,
): Answer | undefined {
  const named = nameFlaws(events, minIdLength)
  if (Object.keys(named).length === 0) return undefined
  return refuse(400, errorOf(named), namesFirstOnly ? firstOnly(named) : named)
}

/** By list and field, the indices of the events that are flawed. */
type Named = Readonly<Partial<Record<Flaw['list'], Readonly<Record<string, readonly number[]>>>>>

function nameFlaws(events: readonly AnyEvent[], minIdLength: number): Named {
  const named: Partial<Record<Flaw['list'], Record<string, number[]>>> = {}
  for (const [index, event] of events.entries())
    for (const { list, field } of checkEvent(event, minIdLength)) {
      const fields = (named[list] ??= {})
      ;(fields[field] ??= []).push(index)
    }
  return named
}

function firstOnly(named: Named): Named {
  return Object.fromEntries(
    Object.entries(named).map(([list, fields]) => [
      list,
      Object.fromEntries(Object.entries(fields).map(([field, indices]) => [field, indices.slice(0, 1)])),
    ]),
  )
}

function errorOf(named: Named): string {
  if (named.events_with_missing_fields !== undefined) return 'Request missing required field'
  if (named.events_with_invalid_fields !== undefined) return 'Invalid field values on some events'
  return 'Invalid id length for user_id or device_id'
}
