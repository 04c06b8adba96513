import type { Decision } from '../issues/decision.js'
import { createIssue, hasErrors, type Issue, type IssuePath } from '../issues/issues.js'
import { limitDecision } from '../issues/limit-issues.js'
import { gather, none, type Reading } from '../issues/reading.js'
import { isGiven, isObject, own, plain } from '../json/json-value.js'
import { kindOf } from '../json/value-kind.js'
import { isPlaceholder } from '../text/suspect-text.js'
import { amplitudeLimits } from '../wire/amplitude-limits.js'
import { experimentUserProperty } from '../wire/user-properties.js'
import { eventSpecOf, type EventSpec } from '../wire/event-spec.js'
import {
  experimentViewed,
  mutualExclusionGroup,
  postTransformation,
  preTransformation,
  reservedOffVariant,
} from '../wire/vocabulary.js'
import { copyJsonObject } from './copy-json-object.js'
import type { ExperimentEvent } from './experiment-event.js'
import { nearFlagKey } from './near-flag-key.js'
import { nearVariant } from './near-variant.js'
import { readReceivedAt, readShownAt, readTimestamp } from './read-clocks.js'
import { readText } from './read-text.js'

/**
 * Reads any value as an experiment event in its pre-transformation form.
 *
 * Never throws and never changes its input. Lenient if the meaning is clear: absent, null and empty are the same, and a
 * number or boolean instead of text is converted to text, as in Segment's framework, unless the number has lost digits.
 */
export function parseTrackEvent(event: unknown): Decision<ExperimentEvent> {
  return limitDecision(readTrackEvent(event, { experimentViewed: false }))
}

interface ReadOptions {
  /** Whether Segment's “Experiment Viewed” counts as an exposure. */
  readonly experimentViewed: boolean
}

/** Like {@link parseTrackEvent}, but with all issues, however many there are. */
export function readTrackEvent(input: unknown, options: ReadOptions): Decision<ExperimentEvent> {
  try {
    return read(input, options)
  } catch {
    // A getter, a proxy or a `toJSON` of the input threw: it isn't JSON, so we can't trust any of it.
    return { kind: 'refuse', issues: [createIssue('EVENT_UNREADABLE', [], {})] }
  }
}

function read(input: unknown, { experimentViewed: isViewedRead }: ReadOptions): Decision<ExperimentEvent> {
  const event = plain(input)
  if (!isObject(event)) return notExperimentEvent([], event)
  const type = own(event, 'type')
  if (type !== 'track') return notExperimentEvent(['type'], type)
  const name = own(event, 'event')
  const spec = eventSpecOf(name)
  if (spec === undefined || (spec.event === experimentViewed.event && !isViewedRead))
    return notExperimentEvent(['event'], name)

  const { kind } = spec
  const properties = objectAt(event, 'properties')
  const flagKey = readFlagKey(event, properties, spec)
  const variant = readVariant(properties, spec)
  const experimentKey = readText(properties, spec.paths.experimentKey, 'EXPERIMENT_KEY')
  const shownAt = readShownAt(properties, kind)
  const otherProperties = copyJsonObject(properties, ['properties'], movedProperties)
  const timestamp = readTimestamp(event, 'timestamp')
  const originalTimestamp = readTimestamp(event, 'originalTimestamp')
  const messageId = readText(event, messageIdPath, 'INSERT_ID')
  const userId = readText(event, userIdPath, 'ID')
  const anonymousId = readText(event, anonymousIdPath, 'ID')
  const device = objectAt(objectAt(event, 'context'), 'device')
  const contextDeviceId = readText(device, contextDeviceIdPath, 'ID')

  const issues = gather(
    flagKey.issues,
    variant.issues,
    experimentKey.issues,
    shownAt.issues,
    otherProperties.issues,
    timestamp.issues,
    originalTimestamp.issues,
    messageId.issues,
    userId.issues,
    anonymousId.issues,
    contextDeviceId.issues,
    userPropertiesIssue(properties),
  )
  if (hasErrors(issues)) return { kind: 'refuse', issues }
  if (metadataOf(properties, 'trackExposure') === false)
    return { kind: 'skip', issues: gather(issues, createIssue('TRACK_EXPOSURE_OFF', trackExposurePath, {})) }
  return {
    kind: 'send',
    event: {
      kind,
      flagKey: flagKey.value,
      variant: variant.value,
      experimentKey: experimentKey.value,
      shownAt: shownAt.value,
      otherProperties: otherProperties.value,
      timestamp: timestamp.value,
      originalTimestamp: originalTimestamp.value,
      receivedAt: readReceivedAt(event),
      messageId: usableMessageId(messageId.value),
      userId: userId.value,
      anonymousId: anonymousId.value,
      contextDeviceId: contextDeviceId.value,
      isMutualExclusionGroup: metadataOf(properties, 'flagType') === mutualExclusionGroup,
    },
    issues,
  }
}

const messageIdPath = ['messageId']
const userIdPath = ['userId']
const anonymousIdPath = ['anonymousId']
const contextDeviceIdPath = ['context', 'device', 'id']
const trackExposurePath = ['properties', preTransformation.metadata, 'trackExposure']

/** The properties that don't pass through under their own names. */
export const movedProperties: ReadonlySet<string> = new Set([
  preTransformation.flagKey,
  preTransformation.variant,
  preTransformation.experimentKey,
  preTransformation.time,
  // Amplitude's own names: a value under one of them would overwrite ours.
  postTransformation.flagKey,
  postTransformation.variant,
  postTransformation.experimentKey,
])

function notExperimentEvent(path: IssuePath, found: unknown): Decision<never> {
  return { kind: 'skip', issues: [createIssue('NOT_EXPERIMENT_EVENT', path, { received: kindOf(found) })] }
}

/** The object at a key, or an empty one. */
function objectAt(holder: object, key: string): object {
  const value = plain(own(holder, key))
  return isObject(value) ? value : {}
}

/** A key of the metadata: nested or, for CDPs that don't accept objects, flattened to `metadata_<key>`. */
function metadataOf(properties: object, key: string): unknown {
  return (
    own(objectAt(properties, preTransformation.metadata), key) ??
    own(properties, `${preTransformation.metadata}_${key}`)
  )
}

/** Empty, with an error, if there is no usable flag key. */
function readFlagKey(event: object, properties: object, spec: EventSpec): Reading<string> {
  const path = spec.paths.flagKey
  const { value, issues } = readText(properties, path, 'FLAG_KEY')
  if (value === undefined)
    return { value: '', issues: issues === none ? [noFlagKey(event, properties, spec)] : issues }
  const { length } = experimentUserProperty(value)
  const limit = amplitudeLimits.stringCharacters
  // Truncated to 1024 characters, it would be another flag's property.
  const tooLong = length > limit ? createIssue('FLAG_KEY_TOO_LONG', path, { length, limit }) : undefined
  return { value, issues: gather(issues, tooLong) }
}

function noFlagKey(event: object, properties: object, spec: EventSpec): Issue {
  const { flagKey: wanted } = spec
  const near = nearFlagKey(properties, spec)
  if (near !== undefined) return createIssue('FLAG_KEY_MISNAMED', ['properties', near], { wanted })
  if (isGiven(own(event, wanted))) return createIssue('FLAG_KEY_MISNAMED', [wanted], { wanted })
  const received = kindOf(own(properties, wanted))
  return createIssue('FLAG_KEY_MISSING', spec.paths.flagKey, { received })
}

function readVariant(properties: object, { variant: wanted, paths }: EventSpec): Reading<string | undefined> {
  const path = paths.variant
  const { value, issues } = readText(properties, path, 'VARIANT')
  if (value === reservedOffVariant)
    return { value, issues: gather(issues, createIssue('VARIANT_OFF', path, {})) }
  if (value !== undefined || issues !== none) return { value, issues }
  // Unsetting takes a person out of the experiment, so a misspelled variant mustn't cause it.
  const near = nearVariant(properties, wanted)
  return near === undefined
    ? { value, issues }
    : { value, issues: [createIssue('VARIANT_MISNAMED', ['properties', near], { wanted })] }
}

/** A sender whose message id is “undefined” sends that with every event, and Amplitude would keep only the first. */
function usableMessageId(messageId: string | undefined): string | undefined {
  return messageId !== undefined && isPlaceholder(messageId) ? undefined : messageId
}

function userPropertiesIssue(properties: object): Issue | undefined {
  return isObject(own(properties, 'user_properties'))
    ? createIssue('USER_PROPERTIES_IGNORED', ['properties', 'user_properties'], {})
    : undefined
}
