import { eventSpecOf, hasErrors, postTransformation } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import { partPaths } from '../forms/part-paths.js'
import { shortValue } from '../text/short-text.js'
import { countIssues } from '../issues/list-issues.js'
import type { EventRecord } from './event-record.js'
import { formOf } from './form-of.js'
import { callName, isOtherCall } from './other-call.js'
import { ownText } from './own-text.js'
import { propertyChangeOf } from './property-change.js'

/**
 * What an event does, or will do, to its experiment user property. `not stored`: nothing, because the event wasn't sent, was
 * refused, or is a duplicate.
 */
type Effect = 'set' | 'unset' | 'none' | 'not stored'

/** The parts of an event that lists, filters and statistics use. Texts are cut: people only look at them. */
export interface EventSummary {
  readonly id: string
  /** When the variant was shown, epoch ms; `undefined` if unknown. */
  readonly time: number | undefined
  /** `call`: not an experiment event, and no subscription matched it. `other`: a subscription sent it as another event. */
  readonly kind: 'impression' | 'exposure' | 'other' | 'call'
  /** The event's name in Segment, or the type of a call without one. */
  readonly name: string | undefined
  /** Whether a `call` was probably meant as an experiment event. */
  readonly isNearMiss: boolean
  /** As sent, or as they will be; otherwise as received. */
  readonly flag: string | undefined
  readonly variant: string | undefined
  readonly userId: string | undefined
  readonly deviceId: string | undefined
  /** The page that the event came from. */
  readonly path: string | undefined
  readonly effect: Effect
  /** The variant before this event, if it was another one. */
  readonly was: string | undefined
  readonly outcome: EventRecord['outcome']
  readonly errors: number
  readonly warnings: number
  /** How often delivery was retried. */
  readonly retries: number
  /** The sandbox's Amplitude dropped it: it already had an event with this insert_id. */
  readonly isDuplicate: boolean
  /** How many more times Segment received and dropped it. */
  readonly repeats: number
}

/** Reads a record. Never throws, whatever the event holds. */
export function summarize(record: EventRecord): EventSummary {
  const { id, pre, expected, issues, outcome, attempts, storage, repeats } = record
  const form = formOf(record)
  const change = propertyChangeOf(record)
  const isDuplicate = storage === 'duplicate'
  const isCall = isOtherCall(record)
  const isStored = form !== null && outcome !== 'rejected' && outcome !== 'skipped' && !isDuplicate
  return {
    id,
    time: form?.time ?? expected?.time ?? momentOf(pre),
    kind: isCall ? 'call' : kindOf(form?.event_type, ownPath(pre, ['event'])),
    name: cut(callName(pre)),
    isNearMiss: isCall && hasErrors(issues),
    ...shownBy(form, pre),
    ...identityOf(form, record),
    path: text(pre, ['context', 'page', 'path']),
    effect: isStored ? (change?.property.operation ?? 'none') : 'not stored',
    was: change?.wasAnother === true ? (cut(change.before) ?? shortValue(change.before, 100)) : undefined,
    outcome,
    errors: countIssues(issues, 'error'),
    warnings: countIssues(issues, 'warning'),
    retries: attempts.filter((attempt) => attempt.outcome === 'retry').length,
    isDuplicate,
    repeats,
  }
}

function kindOf(...names: readonly unknown[]): EventSummary['kind'] {
  for (const name of names) {
    if (name === postTransformation.impression) return 'impression'
    if (name === postTransformation.exposure) return 'exposure'
    const spec = eventSpecOf(name)
    if (spec !== undefined) return spec.kind
  }
  return 'other'
}

type Form = ReturnType<typeof formOf>

function shownBy(form: Form, pre: unknown): Pick<EventSummary, 'flag' | 'variant'> {
  const flag = text(form, ['event_properties', postTransformation.flagKey])
  // An event that only unsets the property names no flag.
  const paths = partPaths(pre)
  return flag === undefined
    ? { flag: text(pre, paths.flagKey), variant: text(pre, paths.variant) }
    : { flag, variant: text(form, ['event_properties', postTransformation.variant]) }
}

/** The ids that Amplitude gets; if the event isn't sent, the ones it arrived with, unless none is usable. */
function identityOf(form: Form, { pre, issues }: EventRecord): Pick<EventSummary, 'userId' | 'deviceId'> {
  if (form !== null) return { userId: cut(form.user_id), deviceId: cut(form.device_id) }
  if (issues.some(({ code }) => code === 'ID_MISSING')) return { userId: undefined, deviceId: undefined }
  return {
    userId: text(pre, ['userId']),
    deviceId: text(pre, ['context', 'device', 'id']) ?? text(pre, ['anonymousId']),
  }
}

const longest = 300

function text(event: unknown, path: readonly string[]): string | undefined {
  return cut(ownText(event, path))
}

function cut(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined
}

function momentOf(pre: unknown): number | undefined {
  const timestamp = ownText(pre, ['timestamp'])
  const epoch = timestamp === undefined ? NaN : Date.parse(timestamp)
  return Number.isNaN(epoch) ? undefined : epoch
}
