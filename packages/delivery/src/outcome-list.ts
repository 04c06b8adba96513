import type { NamedEvents } from './named-events.js'
import type { Outcome } from './outcome.js'
import type { PlannedEvent } from './plan-uploads.js'
import type { Waits } from './upload-limits.js'

/** What is known about each event of a delivery so far. */
export interface OutcomeList {
  /** Whether to stop sending an event: it has an outcome, or its person has to wait. */
  readonly isSettled: (event: PlannedEvent) => boolean
  settle(events: readonly PlannedEvent[], outcome: Outcome): void
  /** Sets the outcome of an input event that can't be planned. */
  reject(index: number, outcome: Outcome): void
  /** Settles the events that an answer names: those it refuses, and those of people who have to wait. */
  settleNamed(
    sent: readonly PlannedEvent[],
    answer: NamedEvents & { readonly status: number; readonly reason: string },
    waitsMs: Waits,
  ): void
  /** Returns one outcome per input event, in order. Events without one yet get `rest`. */
  complete(rest: Outcome): Outcome[]
}

/** Creates the list for a delivery. `people` says which person each input event belongs to. */
export function createOutcomeList(people: readonly number[]): OutcomeList {
  const outcomes = new Map<number, Outcome>()
  /** People who have to wait, and the outcome of their events. */
  const waiting = new Map<number, Outcome & { readonly waitMs: number }>()

  function settle(events: readonly PlannedEvent[], outcome: Outcome): void {
    for (const { index } of events) outcomes.set(index, outcome)
  }

  return {
    isSettled: ({ index, person }) => outcomes.has(index) || waiting.has(person),
    settle,
    reject: (index, outcome) => void outcomes.set(index, outcome),
    settleNamed(sent, { refused, waits, status, reason }, waitsMs) {
      settle(
        sent.filter((_, index) => refused.has(index)),
        { outcome: 'rejected', cause: 'event', status, reason },
      )
      for (const [index, wait] of waits) {
        const { person } = sent[index] as PlannedEvent
        const waitMs = Math.max(waitsMs[wait], waiting.get(person)?.waitMs ?? 0)
        waiting.set(person, { outcome: 'retry', cause: 'throttled', status, reason, waitMs })
      }
    },
    complete: (rest) => people.map((person, index) => outcomes.get(index) ?? waiting.get(person) ?? rest),
  }
}
