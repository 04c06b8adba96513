import type { AmplitudeEvent } from './amplitude-event.js'
import { amplitudeLimits } from './amplitude-limits.js'
import { eventTime } from './event-time.js'
import type { ExperimentEvent } from './experiment-event.js'
import { identityOf, type Identity } from './identity.js'
import { createIssue, type Issue } from './issues.js'
import { limitIssues } from './limit-issues.js'
import { readTrackEvent } from './parse.js'
import type { Result } from './result.js'
import { setVariant, unsetVariant } from './user-properties.js'
import { postTransformation, preTransformation } from './vocabulary.js'

export interface TransformOptions {
  /**
   * What is sent for a visitor who is out of the experiment: the `event`, recorded without a variant, or an
   * `identify` that only unsets the user property (nothing recorded, nothing billed).
   * @default 'event'
   */
  readonly unsetAs?: 'event' | 'identify'
  /**
   * Shortest id in characters that the project accepts; only for projects whose uploads say so in
   * `options.min_id_length`.
   * @default 5
   */
  readonly minIdLength?: number
}

/**
 * Turns a Segment track event `$impression` or `$exposure` into the event that Amplitude understands.
 *
 * Total and pure: any input gives a {@link Result}, nothing is thrown, no clock is read and the input is not changed.
 * A value without issues of severity `error` always satisfies `amplitudeEventSchema`.
 *
 * @example
 * transform({
 *   type: 'track',
 *   event: '$impression',
 *   messageId: 'ajs-next-1795406548956-8f5c65f5',
 *   anonymousId: '10b98f5c-65f5-40af-8e5a-0de2c0ab9628',
 *   timestamp: '2026-11-23T04:02:28.956Z',
 *   properties: { flag_key: 'hero-headline', variant: 'treatment', time: 1795406548954 },
 * })
 * // { ok: true, value: { event_type: '[Experiment] Impression', …,
 * //   user_properties: { $set: { '[Experiment] hero-headline': 'treatment' } } }, issues: [] }
 */
export function transform(event: unknown, options: TransformOptions = {}): Result<AmplitudeEvent> {
  const parsed = readTrackEvent(event)
  if (!parsed.ok) return { ok: false, issues: limitIssues(parsed.issues) }
  const issues = [...parsed.issues]
  const value = toAmplitudeEvent(parsed.value, readOptions(options), issues)
  const limited = limitIssues(issues)
  return value === undefined ? { ok: false, issues: limited } : { ok: true, value, issues: limited }
}

/** Options as they may come from a form or a file: what is none of theirs is as if it were not there. */
function readOptions(options: unknown): Required<TransformOptions> {
  let unsetAs: unknown
  let minIdLength: unknown
  try {
    ;({ unsetAs, minIdLength } = (options ?? {}) as TransformOptions)
  } catch {
    // A getter that throws says nothing.
  }
  return {
    unsetAs: unsetAs === 'identify' ? 'identify' : 'event',
    minIdLength:
      typeof minIdLength === 'number' && minIdLength >= 0 ? minIdLength : amplitudeLimits.minIdCharacters,
  }
}

/** `undefined` where nothing is to be sent; `issues` then says why. */
function toAmplitudeEvent(
  event: ExperimentEvent,
  { unsetAs, minIdLength }: Required<TransformOptions>,
  issues: Issue[],
): AmplitudeEvent | undefined {
  const { flagKey, variant, isTracked, isMutualExclusionGroup } = event
  if (!isTracked) {
    issues.push(createIssue('TRACK_EXPOSURE_OFF', metadataPath('trackExposure'), {}))
    return undefined
  }
  if (isMutualExclusionGroup) {
    issues.push(createIssue('MUTUAL_EXCLUSION_GROUP', metadataPath('flagType'), {}))
  }

  const who: Identity & { time?: number; insert_id?: string } = identityOf(event, minIdLength, issues)
  if (who.user_id === undefined && who.device_id === undefined) {
    blameLostDigits(issues)
    issues.push(createIssue('ID_MISSING', [], {}))
    return undefined
  }
  if (event.messageId === undefined) issues.push(createIssue('INSERT_ID_MISSING', ['messageId'], {}))
  const time = eventTime(event, issues)
  if (time !== undefined) who.time = time
  if (event.messageId !== undefined) who.insert_id = event.messageId

  if (variant === undefined && unsetAs === 'identify') {
    // A group that only keeps experiments apart has no property to unset: nothing is left to send.
    if (isMutualExclusionGroup) return undefined
    return { event_type: postTransformation.identify, ...who, user_properties: unsetVariant(flagKey) }
  }
  const userProperties = variant === undefined ? unsetVariant(flagKey) : setVariant(flagKey, variant)
  // Not by spreads: some take V8 microseconds, and this is done for every event.
  return Object.assign(
    { event_type: postTransformation[event.kind] },
    who,
    { event_properties: eventProperties(event) },
    isMutualExclusionGroup ? {} : { user_properties: userProperties },
  )
}

/** An id that was left off is a warning as long as there is another; without one it is why the event isn't sent. */
function blameLostDigits(issues: Issue[]): void {
  for (const [index, issue] of issues.entries())
    if (issue.code === 'ID_UNSAFE_NUMBER') issues[index] = { ...issue, severity: 'error' }
}

function eventProperties({ flagKey, variant, experimentKey, otherProperties }: ExperimentEvent) {
  const properties: {
    [postTransformation.flagKey]: string
    [postTransformation.variant]?: string
    [postTransformation.experimentKey]?: string
  } = { [postTransformation.flagKey]: flagKey }
  if (variant !== undefined) properties[postTransformation.variant] = variant
  if (experimentKey !== undefined) properties[postTransformation.experimentKey] = experimentKey
  // None of them has one of these names (see `movedProperties`), nor is one named `__proto__`.
  return Object.assign(properties, otherProperties)
}

function metadataPath(key: string): string[] {
  return ['properties', preTransformation.metadata, key]
}
