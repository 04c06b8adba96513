import type { Decision } from './decision.js'
import { createIssue, type Issue, type IssueCode, type IssuePath } from './issues.js'
import { shortenMiddle } from '../text/shorten-middle.js'

/** Most issues of one event: enough to see what's wrong, and nobody reads more. */
const mostIssues = 100
/** Longest path, in characters, and how much of a longer one stays. */
const longestPath = 200
const longestStep = 60
const [firstSteps, lastSteps] = [4, 3]

/**
 * The codes that one event can have any number of times. All the others together are far fewer than `mostIssues`. They are
 * never left out, because they decide whether the event is sent and how its forms compare.
 */
const countless: ReadonlySet<IssueCode> = new Set(['STRING_TOO_LONG', 'PROPERTY_NAME_UNSAFE'])

/**
 * Keeps at most a hundred issues, adds one that counts the others, and shortens long paths in the middle. An event of 32 KB
 * can be wrong in thousands of places, and each issue repeats the path to its place: that could be many MB.
 */
export function limitIssues(issues: readonly Issue[]): readonly Issue[] {
  if (issues.length <= mostIssues) return issues.map(withShortPath)
  let room = mostIssues - issues.filter(isKept).length
  let count = 0
  const kept = issues.filter((issue) => {
    if (issue.code === 'MORE_ISSUES') count += issue.params.count
    else if (isKept(issue)) return true
    else if (room > 0) {
      room -= 1
      return true
    } else count += 1
    return false
  })
  return [...kept.map(withShortPath), createIssue('MORE_ISSUES', [], { count })]
}

/** Limits the issues of a decision. */
export function limitDecision<Event>(decision: Decision<Event>): Decision<Event> {
  return decision.issues.length === 0 ? decision : { ...decision, issues: limitIssues(decision.issues) }
}

function isKept({ code }: Issue): boolean {
  return !countless.has(code) && code !== 'MORE_ISSUES'
}

function withShortPath(issue: Issue): Issue {
  const { path } = issue
  let length = 0
  for (const step of path) length += typeof step === 'number' ? 1 : step.length
  return length <= longestPath ? issue : { ...issue, path: shorten(path) }
}

function shorten(path: IssuePath): IssuePath {
  const steps = path.map((step) => (typeof step === 'number' ? step : shortenMiddle(step, longestStep)))
  return steps.length <= firstSteps + lastSteps
    ? steps
    : [...steps.slice(0, firstSteps), '…', ...steps.slice(-lastSteps)]
}
