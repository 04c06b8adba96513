import { hasErrors } from '@experiment-impressions/contract'
import { countOf, inspectEvent, type Inspection } from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'

/** Number of events by outcome. */
export type Outcomes = Readonly<Record<string, number>>

/** A played session: what to expect, and what happened. */
export interface Tally {
  /** Calls of any kind. */
  readonly calls: number
  /** Experiment events. */
  readonly events: number
  /** Those that should be sent. */
  readonly expected: number
  readonly outcomes: Outcomes
}

/** Compares the calls of a session with the outcomes. */
export function tally(lines: readonly string[], outcomes: Outcomes): Tally {
  const inspections = lines.flatMap((line) => inspectEvent(JSON.parse(line)) ?? [])
  return {
    calls: lines.length,
    events: inspections.length,
    expected: inspections.filter(shouldBeSent).length,
    outcomes,
  }
}

/**
 * Whether there were experiment events, and every one that should be sent was accepted: none rejected, none without an outcome.
 */
export function isDelivered({ events, expected, outcomes }: Tally): boolean {
  const hasEvents = events > 0 || Object.keys(outcomes).length > 0
  return (
    hasEvents &&
    (outcomes['accepted'] ?? 0) >= expected &&
    !('rejected' in outcomes) &&
    !('retry' in outcomes)
  )
}

/** The tally in one sentence. */
export function renderTally(session: Tally, style: Style): string {
  const { calls, expected, outcomes } = session
  const found = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
  const named = Object.entries(outcomes).map(([outcome, count]) => `${String(count)} ${outcome}`)
  if (found < expected) named.push(`${String(expected - found)} without an outcome`)
  const text = `${countOf(calls, 'call')} played, ${countOf(Math.max(found, expected), 'experiment event')}${named.length === 0 ? '' : `: ${named.join(', ')}`}.`
  return isDelivered(session) ? style.title(text) : style.bad(text)
}

function shouldBeSent({ post, issues }: Inspection): boolean {
  const isKeptBack = issues.some(({ code }) => code === 'INTEGRATIONS_OFF')
  return post !== undefined || (hasErrors(issues) && !isKeptBack)
}
