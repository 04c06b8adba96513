import type { Settings } from './generated-types'
import type { Payload } from './trackImpression/generated-types'
import { parseUserAgent } from './user-agent'

/** What an event carries besides its experiment: Amplitude's keys, at the top level. */
export type EventDetails = Readonly<Record<string, unknown>>

interface EventDetailsOptions {
  readonly settings: Pick<Settings, 'partnerId'>
  /** When the variant was shown, epoch ms, where that is known. */
  readonly time: number | undefined
  /** Epoch ms. */
  readonly now: number
}

const msPerHour = 60 * 60 * 1000

/** Session, groups, device and place, library and partner of one payload. Source: Amplitude docs, "HTTP V2 API". */
export function toEventDetails(payload: Payload, { settings, time, now }: EventDetailsOptions): EventDetails {
  const { session_id, groups, device, library, skip_user_properties_after_hours: hours } = payload
  const { user_agent: userAgent, ...named } = device ?? {}
  const parsed = typeof userAgent === 'string' ? parseUserAgent(userAgent) : {}
  const isLate = hours !== undefined && time !== undefined && now - time > hours * msPerHour
  const details = {
    session_id: toSessionId(session_id),
    groups,
    platform: typeof userAgent === 'string' && userAgent !== '' ? 'Web' : undefined,
    ...parsed,
    ...withoutBlanks(named),
    library,
    partner_id: settings.partnerId,
    // The order of receipt, not of time, decides which value stays (Amplitude docs, "Data backfill guide").
    $skip_user_properties_sync: isLate ? true : undefined,
  }
  return withoutBlanks(details)
}

/** Epoch ms of a session's start, from a number, a text with one, or a date. */
function toSessionId(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const epoch = /^-?\d+$/.test(String(value)) ? Number(value) : Date.parse(String(value))
  return Number.isSafeInteger(epoch) ? epoch : undefined
}

function withoutBlanks(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )
}
