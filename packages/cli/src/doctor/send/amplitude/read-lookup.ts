import { kindOf, ownPath } from '@experiment-impressions/contract/json'

/** Somebody whom a search has found. */
export interface Match {
  readonly amplitudeId: number
  readonly userId: string | undefined
}

/** An event of somebody’s, as far as it is looked at. */
export interface SeenEvent {
  readonly type: string
  readonly properties: unknown
  readonly insertId: string | undefined
}

/** What Amplitude has of one person. */
export interface Activity {
  /** The user properties, by name. */
  readonly properties: unknown
  readonly deviceIds: readonly string[]
  /** Newest first. */
  readonly events: readonly SeenEvent[]
}

/**
 * The matches of a user search; `undefined` where it is no answer to one. Those that only begin with what was searched for
 * count as none.
 */
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

/** A user activity; `undefined` where it is no answer to the question. */
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
      // The Export API has the first of these names, and the SDKs the second.
      insertId: textOf(ownPath(event, ['$insert_id'])) ?? textOf(ownPath(event, ['insert_id'])),
    })),
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
