import { formatIssue, type Issue, type Severity } from '@experiment-impressions/contract'
import { type Inspection, type UserProperty, userPropertyOf } from '@experiment-impressions/inspection'
import { safeJson } from '../terminal/safe-json.js'
import type { Summary } from './summary.js'

/** One event of `impressions inspect --json`. */
interface InspectedJson {
  /** Where its JSON text starts, from 1. */
  readonly line: number
  /** Its place in an array, from 1; `null` where it stands alone. */
  readonly index: number | null
  /** `null` where it is nested too deep to be printed. */
  readonly pre: unknown
  /** `null` where nothing is sent. */
  readonly post: unknown
  readonly userProperty: UserProperty | null
  readonly issues: readonly (Pick<Issue, 'code' | 'path' | 'params'> & {
    readonly severity: Severity
    readonly message: string
  })[]
}

/**
 * Writes `{ "events": […], "summary": {…} }` piece by piece: one JSON text, with one event a line, that never has to be
 * held whole.
 */
export const jsonOutput = {
  start: '{"events":[',
  event(inspection: Inspection, at: { line: number; index: number | null }, isFirst: boolean): string {
    const { pre, post, issues } = inspection
    const inspected: InspectedJson = {
      ...at,
      pre,
      post: post ?? null,
      userProperty: (post && userPropertyOf(post)) ?? null,
      issues: issues.map((issue) => ({ ...issue, message: formatIssue(issue) })),
    }
    return `${isFirst ? '' : ','}\n${stringify(inspected)}`
  },
  end: (summary: Summary): string => `\n],\n"summary":${safeJson(summary)}}\n`,
}

function stringify(inspected: InspectedJson): string {
  try {
    return safeJson(inspected)
  } catch {
    // Deeper than the stack.
    return safeJson({ ...inspected, pre: null })
  }
}
