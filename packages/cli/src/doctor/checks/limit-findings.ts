import type { Check } from '../check.js'
import type { Finding } from '../finding.js'

/** A file with thousands of mistakes repeats the same few. */
const mostFindings = 100

/** Keeps as many findings as somebody reads, errors before warnings, and only counts the others. Pure. */
export function limitFindings(check: Check): Check {
  const { findings } = check
  if (findings.length <= mostFindings) return check
  const isError = ({ severity }: Finding): boolean => severity === 'error'
  const errors = findings.filter(isError)
  const kept = new Set([...errors, ...findings.filter((one) => !isError(one))].slice(0, mostFindings))
  const left = findings.filter((one) => !kept.has(one))
  const leftErrors = left.filter(isError).length
  return {
    ...check,
    findings: findings.filter((one) => kept.has(one)),
    more: { errors: leftErrors, warnings: left.length - leftErrors },
  }
}
