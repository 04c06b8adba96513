import { atPath } from './at-path.js'
import type { JitsuEvent } from './jitsu-function.js'

/** The destination's settings that matter to an impression. */
interface JitsuConfig {
  readonly enableAnonymousUserProfiles?: boolean
  readonly minIdLength?: number
}

interface JitsuUpload {
  readonly events: readonly JitsuEvent[]
  readonly options?: unknown
}

export type JitsuDestination = (
  event: JitsuEvent,
  config: JitsuConfig,
  now: number,
) => JitsuUpload | undefined

/**
 * A model of Jitsu's Amplitude destination, written from what its source says: jitsucom/jitsu 32c0a67,
 * `libs/destination-functions/src/functions/amplitude-destination.ts`. What stands in `amplitudeEvent` is uploaded as it is,
 * without `options`; everything else is as in older versions.
 */
export const currentDestination: JitsuDestination = (event, config, now) => {
  const own = event['amplitudeEvent']
  if (typeof own === 'object' && own !== null) return copy({ events: Array.isArray(own) ? own : [own] })
  const upload = olderDestination(event, config, now)
  return upload && config.minIdLength ? { ...upload, options: { min_id_length: config.minIdLength } } : upload
}

/**
 * The same before `amplitudeEvent`: 114ad9b, `libs/core-functions/src/functions/amplitude-destination.ts`. Identify and group
 * calls are left out.
 */
export const olderDestination: JitsuDestination = (event, config, now) => {
  if (event['type'] !== 'track') return undefined
  if (!event['userId'] && config.enableAnonymousUserProfiles !== true) return undefined
  return copy({
    events: [
      {
        time: eventTime(event, now),
        insert_id: event['messageId'] ?? 'a random one',
        event_type: event['event'] ?? 'Unknown Event',
        session_id: now,
        event_properties: event['properties'],
        groups: {},
        user_properties: atPath(event, 'context.traits'),
        user_id: event['userId'],
        device_id: event['anonymousId'],
        language: atPath(event, 'context.locale'),
        ip: atPath(event, 'context.ip'),
        user_agent: atPath(event, 'context.userAgent'),
      },
    ],
  })
}

/** libs/core-functions-lib/src/functions/lib/index.ts 0277617 `eventTimeSafeMs`: the earliest of three. */
export function eventTime(event: JitsuEvent, now: number): number {
  const times = [event['timestamp'], event['receivedAt']].map((one) =>
    one ? new Date(one as string).getTime() : NaN,
  )
  return Math.min(now, ...times.filter((one) => !Number.isNaN(one)))
}

/** The value as JSON represents it. */
function copy(upload: JitsuUpload): JitsuUpload {
  return JSON.parse(JSON.stringify(upload)) as JitsuUpload
}
