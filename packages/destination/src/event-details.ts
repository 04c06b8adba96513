import { toDeviceDetails } from './device-details'
import type { Settings } from './generated-types'
import { ownPath } from './own-path'
import { toText } from './to-text'
import type { Payload } from './trackImpression/generated-types'

/** What an event carries besides its experiment: Amplitude's keys, at the top level. */
export type EventDetails = Readonly<Record<string, unknown>>

interface EventDetailsOptions {
  readonly settings: Pick<Settings, 'partnerId' | 'skipUserPropertiesAfterHours'>
  /** What the payload was mapped with. */
  readonly mapping: unknown
  /** When the variant was shown, epoch ms, where that is known. */
  readonly time: number | undefined
  /** Epoch ms. */
  readonly now: number
}

const msPerHour = 60 * 60 * 1000

/** Session, groups, device and place, library and partner of one payload. Source: Amplitude docs, "HTTP V2 API". */
export function toEventDetails(
  payload: Payload,
  { settings, mapping, time, now }: EventDetailsOptions,
): EventDetails {
  const { partnerId, skipUserPropertiesAfterHours: hours } = settings
  // A site's own `context.country` is no word of the admin's.
  const isContext = ownPath(mapping, ['device', '@path']) === '$.context'
  const details: Record<string, unknown> = toDeviceDetails(payload.device, isContext ? {} : payload.device)
  const sessionId = toSessionId(payload.session_id)
  if (sessionId !== undefined) details['session_id'] = sessionId
  if (payload.groups !== undefined) details['groups'] = payload.groups
  if (partnerId !== undefined && partnerId !== '') details['partner_id'] = partnerId
  // The order of receipt, not of time, decides which value stays (Amplitude docs, "Data backfill guide").
  const isLate = hours !== undefined && time !== undefined && now - time > hours * msPerHour
  if (isLate) details['$skip_user_properties_sync'] = true
  return details
}

/** Epoch ms of a session's start, from a number, a text with one, or a date. 0 is no session, as in Segment's own destination. */
function toSessionId(value: unknown): number | undefined {
  const text = toText(value)
  if (text === undefined) return undefined
  const epoch = /^-?\d+(\.\d+)?$/.test(text) ? Math.trunc(Number(text)) : Date.parse(text)
  return Number.isSafeInteger(epoch) && epoch !== 0 ? epoch : undefined
}
