import { isObject, type JsonObject } from '@experiment-impressions/contract/json'
import type { Attempt, BatchPlace } from '@experiment-impressions/inspection'
import { hideSecrets } from './hide-secrets.js'

/** An attempt as the sandbox sends it; none where it has no moment or no outcome. */
export function readAttempt(value: unknown): Attempt[] {
  if (!isObject(value)) return []
  const { at, outcome, reason, exchange } = value
  if (typeof at !== 'number' || typeof outcome !== 'string') return []
  const batch = readBatch(value['batch'])
  return [
    {
      at,
      // A newer sandbox may have other outcomes, which are shown by their names.
      outcome: outcome as Attempt['outcome'],
      ...(typeof reason === 'string' ? { reason } : {}),
      ...(isObject(exchange)
        ? { exchange: { request: readPart(exchange['request']), answer: readPart(exchange['answer']) } }
        : {}),
      ...(batch === undefined ? {} : { batch }),
    },
  ]
}

function readPart(value: unknown): JsonObject {
  return isObject(value) ? (hideSecrets(value) as JsonObject) : {}
}

function readBatch(value: unknown): BatchPlace | undefined {
  if (!isObject(value)) return undefined
  const { number, place, size, refused } = value
  return isCount(number) && isCount(place) && isCount(size)
    ? { number, place, size, refused: isCount(refused) ? refused : 0 }
    : undefined
}

/** Whether a value is a whole number of at least 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
