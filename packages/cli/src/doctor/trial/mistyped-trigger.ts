import { eventSpecOf } from '@experiment-impressions/contract'
import { readFilter, type Ask, type Filter } from '@experiment-impressions/sandbox/segment-host'
import type { TriggerMistake } from '../finding-params.js'
import { nearMissOf } from './near-miss-of.js'
import type { TestEvent } from './test-events.js'

/** A trigger that asks for something close to experiment events. */
export interface MistypedTrigger {
  readonly mistakes: readonly TriggerMistake[]
  /** The experiment events that it misses. */
  readonly missed: readonly string[]
  /** The trigger without the mistakes. */
  readonly corrected: string
  /** Those of the missed events that the corrected trigger matches. */
  readonly found: readonly string[]
}

/**
 * Finds what keeps a trigger from matching the experiment events that it was probably meant for: a name close to theirs, or
 * another type of call. `undefined` if it matches them, or asks for nothing like them. Pure.
 */
export function mistypedTrigger(
  filter: Filter,
  testEvents: readonly TestEvent[],
): MistypedTrigger | undefined {
  const { asks } = filter
  const missed = unique(asks.flatMap((ask) => meantBy(ask) ?? [])).filter(
    (name) => !matches(filter, name, testEvents),
  )
  const mistakes = asks.flatMap((ask) => mistakeIn(ask, { missed, asks }) ?? [])
  if (mistakes.length === 0) return undefined
  const corrected = filter.rewrite((ask) => {
    const mistake = mistakes.find(({ part, written }) => part === ask.of && written === ask.value)
    if (mistake === undefined) return ask
    return { of: mistake.part === 'type' ? 'type' : 'event', value: mistake.meant }
  })
  const found = missed.filter((name) => matches(readFilter(corrected), name, testEvents))
  return { mistakes, missed, corrected, found }
}

function matches(filter: Filter | undefined, name: string, testEvents: readonly TestEvent[]): boolean {
  return testEvents.some((one) => one.name === name && filter?.matches(one.event) === true)
}

interface Surroundings {
  readonly missed: readonly string[]
  readonly asks: readonly Ask[]
}

function mistakeIn(ask: Ask, { missed, asks }: Surroundings): TriggerMistake | undefined {
  const written = ask.value
  if (ask.of === 'type') {
    const isOther = missed.some((event) => nearMissOf({ type: written, event })?.code === 'EVENT_TYPE_WRONG')
    const hasRight = asks.some(({ of, value }) => of === 'type' && value === 'track')
    return isOther && !hasRight ? { part: 'type', written, meant: 'track', isInAmplitude: false } : undefined
  }
  const meant = meantBy(ask)
  if (meant === undefined || !missed.includes(meant) || (ask.of === 'event' && meant === written))
    return undefined
  const isInAmplitude = nearMissOf({ event: written })?.code === 'EVENT_NAME_TRANSFORMED'
  return { part: ask.of, written, meant, isInAmplitude }
}

/** The experiment event that a condition on an event's name asks for, even if it's misspelled. */
function meantBy({ of, value }: Ask): string | undefined {
  if (of === 'type') return undefined
  if (eventSpecOf(value) !== undefined) return value
  const near = nearMissOf({ event: value })
  return near?.code === 'EVENT_NAME_MISSPELLED' || near?.code === 'EVENT_NAME_TRANSFORMED'
    ? near.params.meant
    : undefined
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}
