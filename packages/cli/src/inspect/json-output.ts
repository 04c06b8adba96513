import { formatIssue, type Issue, type Severity } from '@experiment-impressions/contract'
import {
  type EventPart,
  type InputInspector,
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
  readonly issues: readonly IssueJson[]
  /** What it was unwrapped from; `null` if from nothing. */
  readonly within: string | null
}

type IssueJson = Pick<Issue, 'code' | 'path' | 'params'> & {
  readonly severity: Severity
  readonly message: string
}

/** A call that was probably meant as an experiment event. */
interface NearMissJson {
  readonly line: number
  readonly index: number | null
  readonly pre: unknown
  readonly issues: readonly [IssueJson]
}

/**
 * Writes `{ "events": […], "nearMisses": […], "summary": {…} }` piece by piece, one event per line, so the whole output is never
 * in memory.
 */
export const jsonOutput = {
  start: '{"events":[',
  event(inspection: Inspection, { line, index, reading }: EventPart, isFirst: boolean): string {
    const { pre, post, issues } = inspection
    const inspected: InspectedJson = {
      line,
      index,
      pre,
      post: post ?? null,
      userProperty: (post && userPropertyOf(post)) ?? null,
      issues: issues.map(issueJson),
      within: reading.within === '' ? null : reading.within,
    }
    return `${isFirst ? '' : ','}\n${stringify(inspected)}`
  },
  nearMiss({ line, index, event }: EventPart, issue: Issue): string {
    return stringify({ line, index, pre: event, issues: [issueJson(issue)] })
  },
  end(inspector: InputInspector, nearMisses: readonly string[]): string {
    const summary = safeJson({ ...inspector.summary, notes: inspector.words().reading })
    const misses = nearMisses.map((one) => `\n${one}`).join(',')
    return `\n],\n"nearMisses":[${misses}${misses === '' ? '' : '\n'}],\n"summary":${summary}}\n`
  },
}

function issueJson(issue: Issue): IssueJson {
  return { ...issue, message: formatIssue(issue) }
}

function stringify(inspected: InspectedJson | NearMissJson): string {
  try {
    return safeJson(inspected)
  } catch {
    // It's nested too deep for the stack.
    return safeJson({ ...inspected, pre: null })
  }
}
