import { nearMiss, transform } from '@experiment-impressions/contract'
import { isObject } from '@experiment-impressions/contract/json'
import type { EventRecord } from './event-record.js'

/**
 * The record of a call that isn't an experiment event. Its issues say so, and what it was probably meant to be (see
 * `nearMiss`).
 */
export function otherCallRecord(call: unknown, id: string): EventRecord {
  const near = nearMiss(call)
  const { issues } = transform(call, { experimentViewed: true })
  return {
    id,
    pre: isObject(call) ? call : {},
    post: null,
    expected: null,
    issues: near === undefined ? issues : [...issues, near],
    outcome: 'skipped',
    attempts: [],
    storage: null,
    repeats: 0,
    subscription: null,
    userProperties: null,
  }
}

/** Whether a record is about a call that isn't an experiment event, and that no subscription matched. */
export function isOtherCall({ post, issues, outcome, subscription }: EventRecord): boolean {
  const isLeftAlone = post === null && subscription === null && outcome === 'skipped'
  return isLeftAlone && issues.some(({ code }) => code === 'NOT_EXPERIMENT_EVENT')
}

/** The name that people know a call by: a track event's name, or else its type. `undefined` without either. */
export function callName(call: unknown): string | undefined {
  const { type, event } = isObject(call) ? call : {}
  const isNamed = typeof event === 'string' && event.trim() !== ''
  if (isNamed && (type === 'track' || typeof type !== 'string' || nearTypes.test(type))) return event
  return typeof type === 'string' && type !== '' ? type : undefined
}

const nearTypes = /^\s*track\s*$/i
