import type { Decision } from './decision.js'
import { createIssue, type Issue, type IssueCode, type IssuePath } from './issues.js'
import { shortenMiddle } from '../text/shorten-middle.js'

/** Issues of one event: enough to see what is wrong with it, and nobody reads more. */
const mostIssues = 100
/** Characters of a path, and what is left of the steps of a longer one. */
const longestPath = 200
const longestStep = 60
const [firstSteps, lastSteps] = [4, 3]

/**
 * The codes that an event can have any number of times. Of all the others together it has far fewer than `mostIssues`, and they
 * are never left out: whether an event is sent, and how its forms compare, depends on them.
 */
const countless: ReadonlySet<IssueCode> = new Set(['STRING_TOO_LONG', 'PROPERTY_NAME_UNSAFE'])

/**
 * At most a hundred issues and one that counts the others, with long paths shortened in the middle. An event of 32 KB can be wrong
 * in thousands of places, and each issue repeats the path to its own: that would be many MB.
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

/** The same decision with a limited list of issues. */
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
