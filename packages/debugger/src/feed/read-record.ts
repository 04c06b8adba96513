import type { AmplitudeEvent, Issue } from '@experiment-impressions/contract'
import { hideSecrets } from './hide-secrets.js'
import { outcomes, type Attempt, type EventOutcome, type EventRecord } from './event-record.js'

/**
 * A record as the sandbox sends it, with secrets taken out; `undefined` for what is none. What is missing is filled in, so
 * that one odd record keeps no other from being seen.
 */
export function readRecord(value: unknown): EventRecord | undefined {
  if (!isObject(value) || typeof value['id'] !== 'string') return undefined
  const { id, post, issues, outcome, attempts, userProperties } = value
  return {
    id,
    pre: hideSecrets(value['pre']),
    post:
      isObject(post) && typeof post['event_type'] === 'string' ? (hideSecrets(post) as AmplitudeEvent) : null,
    issues: Array.isArray(issues) ? (issues.filter(isIssue) as Issue[]) : [],
    outcome: outcomes.find((known) => known === outcome) ?? ('pending' satisfies EventOutcome),
    attempts: Array.isArray(attempts) ? attempts.flatMap(readAttempt) : [],
    userProperties:
      isObject(userProperties) && isObject(userProperties['before']) && isObject(userProperties['after'])
        ? { before: userProperties['before'], after: userProperties['after'] }
        : null,
  }
}

/** Whether a value is an object with keys, not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isIssue(value: unknown): boolean {
  return isObject(value) && typeof value['code'] === 'string' && Array.isArray(value['path'])
}

function readAttempt(value: unknown): Attempt[] {
  if (!isObject(value)) return []
  const { at, outcome, reason, exchange } = value
  if (typeof at !== 'number' || typeof outcome !== 'string') return []
  return [
    {
      at,
      outcome,
      ...(typeof reason === 'string' ? { reason } : {}),
      ...(isObject(exchange)
        ? { exchange: { request: hideSecrets(exchange['request']), answer: hideSecrets(exchange['answer']) } }
        : {}),
    },
  ]
}
