import { readEventTime } from './event-time.js'
import { readIdentity } from './identity.js'
import type { Decision } from './issues/decision.js'
import { createIssue, type Issue } from './issues/issues.js'
import { limitDecision } from './issues/limit-issues.js'
import { gather } from './issues/reading.js'
import type { ExperimentEvent } from './read/experiment-event.js'
import { readTrackEvent } from './read/read-track-event.js'
import type { AmplitudeEvent } from './schema/amplitude-event.js'
import { amplitudeLimits } from './wire/amplitude-limits.js'
import { setVariant, unsetVariant } from './wire/user-properties.js'
import { postTransformation, preTransformation } from './wire/vocabulary.js'

export interface TransformOptions {
  /**
   * What to send if the visitor isn't in the experiment: the `event`, recorded without a variant, or an `identify` that only
   * unsets the user property (Amplitude records and bills nothing).
   * @default 'event'
   */
  readonly unsetAs?: 'event' | 'identify'
  /**
   * The shortest id, in characters, that the project accepts. Only for projects whose uploads set
   * `options.min_id_length`.
   * @default 5
   */
  readonly minIdLength?: number
  /**
   * Whether Segment's semantic event “Experiment Viewed” is an exposure too: `experiment_name` is its flag key,
   * `variation_name` its variant and `experiment_id` its experiment key. In Segment, the destination's third preset maps it.
   * @default false
   */
  readonly experimentViewed?: boolean
}

/**
 * Turns a Segment track event `$impression` or `$exposure` into the event that Amplitude understands.
 *
 * Total and pure: returns a {@link Decision} for every input, never throws, reads no clock and doesn't change its input. An
 * event to send always satisfies `amplitudeEventSchema`.
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
 * // { kind: 'send', event: { event_type: '[Experiment] Impression', …,
 * //   user_properties: { $set: { '[Experiment] hero-headline': 'treatment' } } }, issues: [] }
 */
export function transform(event: unknown, options: TransformOptions = {}): Decision<AmplitudeEvent> {
  const known = readOptions(options)
  const read = readTrackEvent(event, known)
  return limitDecision(read.kind === 'send' ? toAmplitudeEvent(read, known) : read)
}

/** Options may come from a form or a file: an invalid one counts as absent. */
function readOptions(options: unknown): Required<TransformOptions> {
  let unsetAs: unknown
  let minIdLength: unknown
  let experimentViewed: unknown
  try {
    ;({ unsetAs, minIdLength, experimentViewed } = (options ?? {}) as TransformOptions)
  } catch {
    // A getter threw, so both count as absent.
  }
  return {
    unsetAs: unsetAs === 'identify' ? 'identify' : 'event',
    minIdLength:
      typeof minIdLength === 'number' && minIdLength >= 0 ? minIdLength : amplitudeLimits.minIdCharacters,
    experimentViewed: experimentViewed === true,
  }
}

function toAmplitudeEvent(
  { event, issues: found }: { readonly event: ExperimentEvent; readonly issues: readonly Issue[] },
  { unsetAs, minIdLength }: Required<TransformOptions>,
): Decision<AmplitudeEvent> {
  const { flagKey, variant, messageId, isMutualExclusionGroup } = event
  const identity = readIdentity(event, minIdLength)
  const known = gather(
    found,
    isMutualExclusionGroup ? createIssue('MUTUAL_EXCLUSION_GROUP', flagTypePath, {}) : undefined,
    identity.issues,
  )
  const who: WhoAndWhen = identity.value
  if (who.user_id === undefined && who.device_id === undefined)
    return { kind: 'refuse', issues: [...known.map(blameLostDigits), createIssue('ID_MISSING', [], {})] }

  const time = readEventTime(event)
  const issues = gather(
    known,
    messageId === undefined ? createIssue('INSERT_ID_MISSING', ['messageId'], {}) : undefined,
    time.issues,
  )
  if (time.value !== undefined) who.time = time.value
  if (messageId !== undefined) who.insert_id = messageId

  if (variant === undefined && unsetAs === 'identify') {
    // A group that only keeps experiments apart has no property to unset, so there's nothing to send.
    if (isMutualExclusionGroup) return { kind: 'skip', issues }
    const identify = {
      event_type: postTransformation.identify,
      ...who,
      user_properties: unsetVariant(flagKey),
    }
    return { kind: 'send', event: identify, issues }
  }
  const userProperties = variant === undefined ? unsetVariant(flagKey) : setVariant(flagKey, variant)
  // `Object.assign`, because spreads can cost microseconds in V8, and this runs for every event.
  const recorded = Object.assign({ event_type: postTransformation[event.kind] }, who, {
    event_properties: eventProperties(event),
  })
  return {
    kind: 'send',
    event: isMutualExclusionGroup ? recorded : Object.assign(recorded, { user_properties: userProperties }),
    issues,
  }
}

type WhoAndWhen = Partial<Pick<AmplitudeEvent, 'user_id' | 'device_id'>> & {
  time?: number
  insert_id?: string
}

const flagTypePath = ['properties', preTransformation.metadata, 'flagType']

/** An id that has lost digits is a warning if there's another id. Otherwise it's the reason why the event isn't sent. */
function blameLostDigits(issue: Issue): Issue {
  return issue.code === 'ID_UNSAFE_NUMBER' ? { ...issue, severity: 'error' } : issue
}

function eventProperties({ flagKey, variant, experimentKey, otherProperties }: ExperimentEvent) {
  const properties: {
    [postTransformation.flagKey]: string
    [postTransformation.variant]?: string
    [postTransformation.experimentKey]?: string
  } = { [postTransformation.flagKey]: flagKey }
  if (variant !== undefined) properties[postTransformation.variant] = variant
  if (experimentKey !== undefined) properties[postTransformation.experimentKey] = experimentKey
  // No other property has one of these names (see `movedProperties`) or is named `__proto__`.
  return Object.assign(properties, otherProperties)
}
