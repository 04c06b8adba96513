import { formatIssue, type Issue, type Severity } from '@experiment-impressions/contract'
import {
  type InspectedSummary,
  type Inspection,
  type UserProperty,
  userPropertyOf,
} from '@experiment-impressions/inspection'
import { safeJson } from '../terminal/safe-json.js'

/** One event of `impressions inspect --json`. */
interface InspectedJson {
  /** The line where its JSON starts, from 1. */
  readonly line: number
  /** Its position in an array, from 1; `null` outside an array. */
  readonly index: number | null
  /** `null` if it's nested too deep to print. */
  readonly pre: unknown
  /** `null` if nothing is sent. */
  readonly post: unknown
  readonly userProperty: UserProperty | null
  readonly issues: readonly (Pick<Issue, 'code' | 'path' | 'params'> & {
    readonly severity: Severity
    readonly message: string
  })[]
}

/**
 * Writes `{ "events": […], "summary": {…} }` piece by piece, one event per line, so the whole output is never in memory.
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
  end: (summary: InspectedSummary): string => `\n],\n"summary":${safeJson(summary)}}\n`,
}

function stringify(inspected: InspectedJson): string {
  try {
    return safeJson(inspected)
  } catch {
    // It's nested too deep for the stack.
    return safeJson({ ...inspected, pre: null })
  }
}
