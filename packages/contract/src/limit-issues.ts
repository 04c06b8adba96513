import { createIssue, type Issue, type IssuePath } from './issues.js'

/** Issues that one event may have: enough to see what is wrong with it, and nobody reads more. */
const mostIssues = 100
/** Characters of a path, and what is left of a longer one: steps, and characters of a step. */
const mostOfPath = 500
const mostSteps = 12
const mostOfStep = 100

/**
 * At most a hundred issues and one that counts the others, whatever the event holds; errors are kept before the rest, and long
 * paths are shortened in the middle. An event of 32 KB can be wrong in thousands of places, and each issue has its path.
 */
export function limitIssues(issues: readonly Issue[]): Issue[] {
  const short = issues.map(withShortPath)
  if (short.length <= mostIssues) return short
  const isError = ({ severity }: Issue): boolean => severity === 'error'
  const kept = new Set(
    [...short.filter(isError), ...short.filter((issue) => !isError(issue))].slice(0, mostIssues),
  )
  const more = createIssue('MORE_ISSUES', [], { count: short.length - mostIssues })
  return [...short.filter((issue) => kept.has(issue)), more]
}

function withShortPath(issue: Issue): Issue {
  const { path } = issue
  return lengthOf(path) <= mostOfPath ? issue : ({ ...issue, path: shorten(path) })
}

function lengthOf(path: IssuePath): number {
  return path.reduce<number>((length, step) => length + String(step).length + 1, 0)
}

function shorten(path: IssuePath): IssuePath {
  const steps = path.map((step) =>
    typeof step === 'number' || step.length <= mostOfStep ? step : `${step.slice(0, 60)}…${step.slice(-30)}`,
  )
  return lengthOf(steps) <= mostOfPath || steps.length <= mostSteps
    ? steps
    : [...steps.slice(0, mostSteps / 2), '…', ...steps.slice(1 - mostSteps / 2)]
}
