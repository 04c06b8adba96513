import { amplitudeLimits } from './amplitude-limits.js'
import { copyJsonObject } from './copy-json-object.js'
import type { ExperimentEvent } from './experiment-event.js'
import { createIssue, hasErrors, type Issue, type IssuePath } from './issues.js'
import { isObject, own, plain } from './json/json-object.js'
import { kindOf } from './json/value-kind.js'
import { limitIssues } from './limit-issues.js'
import { nearVariant } from './near-variant.js'
import { readReceivedAt, readShownAt, readTimestamp } from './read-clocks.js'
import { readText } from './read-text.js'
import type { Result } from './result.js'
import { isPlaceholder } from './suspect-text.js'
import { experimentUserProperty } from './user-properties.js'
import {
  mutualExclusionGroup,
  postTransformation,
  preTransformation,
  reservedOffVariant,
} from './vocabulary.js'

/**
 * Reads any value as an experiment event, from its pre-transformation form.
 *
 * Never throws and never changes its input. Forgiving where the meaning is plain: absent, null and empty are the same,
 * and a number or boolean where text belongs is read as its text, as Segment's framework does, unless the number has lost
 * its digits.
 */
export function parseTrackEvent(event: unknown): Result<ExperimentEvent> {
  const result = readTrackEvent(event)
  return { ...result, issues: limitIssues(result.issues) }
}

/** The same with every issue that there is. */
export function readTrackEvent(event: unknown): Result<ExperimentEvent> {
  try {
    return parse(event)
  } catch {
    // A getter, a proxy or a `toJSON` of the input threw: it is no JSON, and nothing of it can be trusted.
    return { ok: false, issues: [createIssue('EVENT_UNREADABLE', [], {})] }
  }
}

const kinds: ReadonlyMap<unknown, ExperimentEvent['kind']> = new Map([
  [preTransformation.impression, 'impression'],
  [preTransformation.exposure, 'exposure'],
])

/** The properties that do not pass through. */
export const movedProperties: ReadonlySet<string> = new Set([
  preTransformation.flagKey,
  preTransformation.variant,
  preTransformation.experimentKey,
  preTransformation.time,
  // Amplitude's own names: what stands there already would contradict what is written there.
  postTransformation.flagKey,
  postTransformation.variant,
  postTransformation.experimentKey,
])

function parse(input: unknown): Result<ExperimentEvent> {
  const event = plain(input)
  if (!isObject(event)) return notExperimentEvent([], event)
  const type = own(event, 'type')
  if (type !== 'track') return notExperimentEvent(['type'], type)
  const name = own(event, 'event')
  const kind = kinds.get(name)
  if (kind === undefined) return notExperimentEvent(['event'], name)

  const issues: Issue[] = []
  const properties = objectAt(event, 'properties')
  const value = {
    kind,
    flagKey: flagKeyOf(properties, issues),
    variant: variantOf(properties, issues),
    experimentKey: readText(properties, ['properties', preTransformation.experimentKey], {
      subject: 'EXPERIMENT_KEY',
      issues,
    }),
    shownAt: readShownAt(properties, kind, issues),
    otherProperties: copyJsonObject(properties, ['properties'], { issues, except: movedProperties }),
    timestamp: readTimestamp(event, 'timestamp', issues),
    originalTimestamp: readTimestamp(event, 'originalTimestamp', issues),
    receivedAt: readReceivedAt(event),
    messageId: messageIdOf(event, issues),
    userId: readText(event, ['userId'], { subject: 'ID', issues }),
    anonymousId: readText(event, ['anonymousId'], { subject: 'ID', issues }),
    contextDeviceId: readText(objectAt(objectAt(event, 'context'), 'device'), ['context', 'device', 'id'], {
      subject: 'ID',
      issues,
    }),
    isTracked: metadataOf(properties, 'trackExposure') !== false,
    isMutualExclusionGroup: metadataOf(properties, 'flagType') === mutualExclusionGroup,
  }
  if (isObject(own(properties, 'user_properties'))) {
    issues.push(createIssue('USER_PROPERTIES_IGNORED', ['properties', 'user_properties'], {}))
  }
  return hasErrors(issues) ? { ok: false, issues } : { ok: true, value, issues }
}

function notExperimentEvent(path: IssuePath, found: unknown): Result<never> {
  return { ok: false, issues: [createIssue('NOT_EXPERIMENT_EVENT', path, { received: kindOf(found) })] }
}

/** The object at a key; where there is none, an empty one. */
function objectAt(holder: object, key: string): object {
  const value = plain(own(holder, key))
  return isObject(value) ? value : {}
}

/** What the evaluation knew, nested or, for CDPs that take no objects, flattened to `metadata_<key>`. */
function metadataOf(properties: object, key: string): unknown {
  return (
    own(objectAt(properties, preTransformation.metadata), key) ??
    own(properties, `${preTransformation.metadata}_${key}`)
  )
}

/** Empty where there is none, and `issues` says so: that is an error. */
function flagKeyOf(properties: object, issues: Issue[]): string {
  const path = ['properties', preTransformation.flagKey]
  const found = issues.length
  const flagKey = readText(properties, path, { subject: 'FLAG_KEY', issues, anyLength: true })
  if (flagKey === undefined) {
    if (issues.length === found)
      issues.push(
        createIssue('FLAG_KEY_MISSING', path, {
          received: kindOf(own(properties, preTransformation.flagKey)),
        }),
      )
    return ''
  }
  const { length } = experimentUserProperty(flagKey)
  const limit = amplitudeLimits.stringCharacters
  // Cut to 1024 characters it would be the property of another flag.
  if (length > limit) issues.push(createIssue('FLAG_KEY_TOO_LONG', path, { length, limit }))
  return flagKey
}

function variantOf(properties: object, issues: Issue[]): string | undefined {
  const path = ['properties', preTransformation.variant]
  const found = issues.length
  const variant = readText(properties, path, { subject: 'VARIANT', issues })
  if (variant === reservedOffVariant) issues.push(createIssue('VARIANT_OFF', path, {}))
  // Unsetting takes a person out of the experiment: it needs a positive reason.
  const near = variant === undefined && issues.length === found ? nearVariant(properties) : undefined
  if (near !== undefined) issues.push(createIssue('VARIANT_MISNAMED', ['properties', near], {}))
  return variant
}

/** `undefined` where there is none, or where every event of a broken sender would have the same. */
function messageIdOf(event: object, issues: Issue[]): string | undefined {
  const messageId = readText(event, ['messageId'], { subject: 'INSERT_ID', issues })
  return messageId !== undefined && isPlaceholder(messageId) ? undefined : messageId
}
