import { hasErrors } from '@experiment-impressions/contract'
import { countOf, inspectEvent } from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'

/** Number of events by outcome. */
export type Outcomes = Readonly<Record<string, number>>

/** A played session: what to expect, and what happened. */
export interface Tally {
  /** Calls of any kind. */
  readonly calls: number
  /** Impressions and exposures that should be sent. */
  readonly expected: number
  readonly outcomes: Outcomes
}

/** Compares the calls of a session with the outcomes. */
export function tally(lines: readonly string[], outcomes: Outcomes): Tally {
  return { calls: lines.length, expected: lines.filter(shouldBeSent).length, outcomes }
}

/** Whether every event that should be sent was accepted: none rejected, none without an outcome. */
export function isDelivered({ expected, outcomes }: Tally): boolean {
  return (outcomes['accepted'] ?? 0) >= expected && !('rejected' in outcomes) && !('retry' in outcomes)
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

function shouldBeSent(line: string): boolean {
  const inspection = inspectEvent(JSON.parse(line))
  if (inspection === undefined) return false
  const { post, issues } = inspection
  const isKeptBack = issues.some(({ code }) => code === 'INTEGRATIONS_OFF')
  return post !== undefined || (hasErrors(issues) && !isKeptBack)
}
