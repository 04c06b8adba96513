import type { Issue } from '@experiment-impressions/contract'
import {
  type EventOutcome,
  type EventRecord,
  outcomes,
  type UsedSubscription,
} from '@experiment-impressions/inspection'
import { isObject, type JsonObject } from '@experiment-impressions/contract/json'
import { hideSecrets } from './hide-secrets.js'
import { isCount, readAttempt } from './read-attempt.js'
import { readForm } from './read-form.js'

/**
 * A record as the sandbox sends it, with secrets taken out; `undefined` for anything else. What is missing, as an older
 * sandbox leaves it out, is filled in, so that one odd record never hides the others.
 */
export function readRecord(value: unknown): EventRecord | undefined {
  if (!isObject(value) || typeof value['id'] !== 'string') return undefined
  const { id, issues, outcome, attempts, storage, repeats, userProperties } = value
  const post = readForm(value['post'])
  const around =
    isObject(userProperties) && isObject(userProperties['before']) && isObject(userProperties['after'])
      ? { before: userProperties['before'], after: userProperties['after'] }
      : null
  return {
    id,
    pre: isObject(value['pre']) ? (hideSecrets(value['pre']) as JsonObject) : {},
    post,
    expected: value['expected'] === undefined ? post : readForm(value['expected']),
    issues: Array.isArray(issues) ? (issues.filter(isIssue) as Issue[]) : [],
    outcome: outcomes.find((known) => known === outcome) ?? ('pending' satisfies EventOutcome),
    attempts: Array.isArray(attempts) ? attempts.flatMap(readAttempt) : [],
    // A second try of an event that was stored, whose answer got lost, is dropped too: the event itself is no duplicate.
    storage:
      storage === 'duplicate' && around !== null
        ? 'stored'
        : storage === 'stored' || storage === 'duplicate'
          ? storage
          : null,
    repeats: isCount(repeats) ? repeats : 0,
    subscription: readSubscription(value['subscription']),
    userProperties: around,
    ...(typeof value['omitted'] === 'string' ? { omitted: value['omitted'] } : {}),
  }
}

function isIssue(value: unknown): boolean {
  return isObject(value) && typeof value['code'] === 'string' && Array.isArray(value['path'])
}

function readSubscription(value: unknown): UsedSubscription | null {
  if (!isObject(value) || typeof value['name'] !== 'string') return null
  const { name, changed } = value
  return {
    name,
    changed: !Array.isArray(changed)
      ? []
      : changed.flatMap((each: unknown) =>
          isObject(each) && typeof each['field'] === 'string'
            ? [{ field: each['field'], mapping: each['mapping'], usual: each['usual'] }]
            : [],
        ),
  }
}
