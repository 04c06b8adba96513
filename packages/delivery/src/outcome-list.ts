import type { NamedEvents } from './named-events.js'
import type { Outcome } from './outcome.js'
import type { Waits } from './endpoints.js'
import type { PlannedEvent } from './plan-uploads.js'

/** What is known of each event so far. */
export interface OutcomeList {
  /** Whether an event is not to be sent any more: it has an outcome, or its person has to wait. */
  readonly isSettled: (event: PlannedEvent) => boolean
  settle(events: readonly PlannedEvent[], outcome: Outcome): void
  /** Settles an event of the input that cannot even be planned. */
  refuse(index: number, outcome: Outcome): void
  /** Settles what an answer to these events names: the refused ones, and everyone who has to wait. */
  settleNamed(
    sent: readonly PlannedEvent[],
    answer: NamedEvents & { readonly status: number; readonly reason: string },
    waitsMs: Waits,
  ): void
  /** The outcome of every event of the input, in its order; those of which nothing is known share one. */
  close(rest: Outcome): Outcome[]
}

/** Keeps the outcomes of a delivery; `people` tells whose each event of the input is. */
export function createOutcomeList(people: readonly number[]): OutcomeList {
  const outcomes = new Map<number, Outcome>()
  /** People of whom an event has to wait, and what became of that event. */
  const waiting = new Map<number, Outcome & { readonly waitMs: number }>()

  function settle(events: readonly PlannedEvent[], outcome: Outcome): void {
    for (const { index } of events) outcomes.set(index, outcome)
  }

  return {
    isSettled: ({ index, person }) => outcomes.has(index) || waiting.has(person),
    settle,
    refuse: (index, outcome) => void outcomes.set(index, outcome),
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
    close: (rest) => people.map((person, index) => outcomes.get(index) ?? waiting.get(person) ?? rest),
  }
}
