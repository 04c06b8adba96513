import {
  type AmplitudeEvent,
  type IssueCode,
  movedProperties,
  postTransformation,
  preTransformation,
} from '@experiment-impressions/contract'
import { isGiven, isObject, own, ownPath } from '@experiment-impressions/contract/json'
import { formatMoment, formatShift } from '../text/format-time.js'
import type { Inspection } from './inspect-event.js'
import { partPaths } from './part-paths.js'

/** A property and its value on one of the two sides. `undefined`: absent. */
export interface FormSide {
  readonly name: string
  readonly value: unknown
}

/** What becomes of one property. */
export interface FormRow {
  readonly pre: FormSide
  readonly post: FormSide | undefined
  /** `moved`: sent under another name. `same`: passed through. `left`: not sent. */
  readonly kind: 'moved' | 'same' | 'left'
  /** Where the value comes from, if the two sides don't show it. */
  readonly note?: string
}

/** Every property of an experiment event, sent or not: the moved ones first, then the others. */
export function compareForms(inspection: Inspection): FormRow[] {
  const rows = compareAll(inspection)
  // One row says it for all.
  return inspection.post === undefined
    ? rows.map((each, index) => ({ ...each, note: index === 0 ? 'nothing is sent' : '' }))
    : rows
}

function compareAll({ pre, post, issues }: Inspection): FormRow[] {
  const sentProperties = eventProperties(post)
  const { flagKey, variant, experimentKey } = partPaths(pre)
  return [
    row(pre, ['event'], sent('event_type', post?.event_type)),
    row(pre, flagKey, ownSide(sentProperties, postTransformation.flagKey)),
    isGiven(ownPath(pre, variant))
      ? row(pre, variant, ownSide(sentProperties, postTransformation.variant))
      : left(pre, variant, 'no variant: out of the experiment'),
    ...ifGiven(pre, experimentKey, ownSide(sentProperties, postTransformation.experimentKey)),
    ...timeRows(pre, post, new Set(issues.map(({ code }) => code))),
    ...ifGiven(pre, ['messageId'], sent('insert_id', post?.insert_id)),
    ...ifGiven(pre, ['userId'], sent('user_id', post?.user_id)),
    ...deviceRows(pre, post, issues),
    ...otherProperties(pre, sentProperties),
  ]
}

const properties = 'properties'
const timePath = [properties, preTransformation.time]

function row(event: unknown, path: readonly string[], post: FormSide | undefined): FormRow {
  return {
    pre: { name: path.join('.'), value: ownPath(event, path) },
    post,
    kind: post === undefined ? 'left' : 'moved',
  }
}

function left(event: unknown, path: readonly string[], note: string): FormRow {
  return { ...row(event, path, undefined), note }
}

function ifGiven(event: unknown, path: readonly string[], post: FormSide | undefined): FormRow[] {
  return post !== undefined || isGiven(ownPath(event, path)) ? [row(event, path, post)] : []
}

function sent(name: string, value: unknown): FormSide | undefined {
  return value === undefined ? undefined : { name, value }
}

function ownSide(holder: object, name: string): FormSide | undefined {
  return sent(name, own(holder, name))
}

function eventProperties(post: AmplitudeEvent | undefined): object {
  return post !== undefined && 'event_properties' in post ? post.event_properties : {}
}

function timeRows(
  event: unknown,
  post: AmplitudeEvent | undefined,
  codes: ReadonlySet<IssueCode>,
): FormRow[] {
  if (post === undefined) return ifGiven(event, timePath, undefined)
  const shownAt = ownPath(event, timePath)
  const isUsed = Number.isSafeInteger(shownAt) && !codes.has('TIME_IMPLAUSIBLE')
  const unused = isGiven(shownAt) && !isUsed ? [left(event, timePath, 'not usable as a time')] : []
  const { time } = post
  if (time === undefined) {
    return [...unused, left(event, ['timestamp'], 'Amplitude uses the time of arrival')]
  }
  const side = { name: 'time', value: formatMoment(time) ?? time }
  if (!isUsed) return [...unused, { ...row(event, ['timestamp'], side), note: 'Segment’s time of the call' }]
  return [{ ...row(event, timePath, side), note: skewNote(event, time - Number(shownAt), codes) }]
}

function skewNote(event: unknown, skew: number, codes: ReadonlySet<IssueCode>): string {
  if (skew !== 0) return `skew corrected by ${formatShift(skew)}`
  const isMeasured =
    ['timestamp', 'originalTimestamp'].every((key) => isGiven(ownPath(event, [key]))) &&
    !codes.has('TIMESTAMP_INVALID') &&
    !codes.has('TIMESTAMP_IMPLAUSIBLE')
  return isMeasured ? 'no clock skew' : 'clock skew unknown'
}

function deviceRows(
  event: unknown,
  post: AmplitudeEvent | undefined,
  issues: Inspection['issues'],
): FormRow[] {
  const path = ['context', 'device', 'id']
  const side = sent('device_id', post?.device_id)
  if (!isGiven(ownPath(event, path))) return ifGiven(event, ['anonymousId'], side)
  const isNoId = issues.some((issue) => noIds.has(issue.code) && issue.path.join() === path.join())
  if (isNoId) return [left(event, path, 'not usable as an id'), ...ifGiven(event, ['anonymousId'], side)]
  const unused = ifGiven(event, ['anonymousId'], undefined).map((each) => ({
    ...each,
    note: 'context.device.id is used instead',
  }))
  return [row(event, path, side), ...unused]
}

/** Issues of a value that isn't an id at all, so that the next id is used. */
const noIds: ReadonlySet<IssueCode> = new Set(['ID_BLANK', 'ID_UNSAFE_NUMBER'])

function otherProperties(event: unknown, sentProperties: object): FormRow[] {
  const given = ownPath(event, [properties])
  if (!isObject(given)) return []
  const shownAbove = [...Object.values(partPaths(event)), timePath].map((path) => path[path.length - 1])
  return Object.keys(given)
    .filter((name) => !shownAbove.includes(name))
    .map((name) => {
      const post = movedProperties.has(name) ? undefined : ownSide(sentProperties, name)
      return { ...row(event, [properties, name], post), kind: post === undefined ? 'left' : 'same' }
    })
}
