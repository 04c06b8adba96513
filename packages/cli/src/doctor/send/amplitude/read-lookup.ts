import { postTransformation } from '@experiment-impressions/contract'
import { isGiven, kindOf, ownPath } from '@experiment-impressions/contract/json'

/** A person that a search found. */
export interface Match {
  readonly amplitudeId: number
  readonly userId: string | undefined
}

/** The parts of a person’s event that matter here. */
export interface FoundEvent {
  readonly type: string
  readonly properties: unknown
  readonly insertId: string | undefined
}

/** Amplitude’s data about one person. */
export interface Activity {
  /** The user properties, by name. */
  readonly properties: unknown
  readonly deviceIds: readonly string[]
  /** Newest first. */
  readonly events: readonly FoundEvent[]
}

/** Reads the matches of a user search; `undefined` if it isn’t a valid answer. Ignores matches of a prefix. */
export function readMatches(data: unknown): readonly Match[] | undefined {
  const matches = ownPath(data, ['matches'])
  if (!Array.isArray(matches)) return undefined
  if (ownPath(data, ['type']) === 'match_user_prefix') return []
  return matches.flatMap((match: unknown): Match[] => {
    const amplitudeId = ownPath(match, ['amplitude_id'])
    if (typeof amplitudeId !== 'number') return []
    return [{ amplitudeId, userId: textOf(ownPath(match, ['user_id'])) }]
  })
}

/** Reads a user activity; `undefined` if it isn’t a valid answer. */
export function readActivity(data: unknown): Activity | undefined {
  const summary = ownPath(data, ['userData'])
  const events = ownPath(data, ['events'])
  if (kindOf(summary) !== 'object' || !Array.isArray(events)) return undefined
  const deviceIds = ownPath(summary, ['device_ids'])
  return {
    properties: ownPath(summary, ['properties']),
    deviceIds: Array.isArray(deviceIds) ? deviceIds.filter((id) => typeof id === 'string') : [],
    events: events.map((event: unknown) => ({
      type: textOf(ownPath(event, ['event_type'])) ?? '',
      properties: ownPath(event, ['event_properties']),
      // The Export API uses the first of these names, the SDKs the second.
      insertId: textOf(ownPath(event, ['$insert_id'])) ?? textOf(ownPath(event, ['insert_id'])),
    })),
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The events in the form that experiment analysis understands. */
export function impressionsOf({ events }: Activity): readonly FoundEvent[] {
  return events.filter(({ type }) => type === postTransformation.impression)
}

/** Whether an impression in Amplitude has a variant. */
export function hasVariant({ properties }: FoundEvent): boolean {
  return isGiven(ownPath(properties, [postTransformation.variant]))
}

/**
 * The names of all other events, each once. Leaves out what Amplitude adds itself: session events, and identify events for
 * property changes without an event.
 */
export function otherNames({ events }: Activity): string[] {
  const names = events.map(({ type }) => type).filter((type) => !isAmplitudesOwn(type))
  return [...new Set(names)].filter((name) => name !== postTransformation.impression)
}

function isAmplitudesOwn(type: string): boolean {
  return /^(?:session_(?:start|end)|\$(?:group)?identify|)$/.test(type) || type.startsWith('[Amplitude] ')
}
