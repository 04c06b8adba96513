import { toDeviceDetails } from './device-details'
import type { Settings } from '../generated-types'
import { toText } from './to-text'

/** What an event carries besides its experiment: Amplitude's keys, at the top level. */
export type EventDetails = Readonly<Record<string, unknown>>

/** Where the details of one event come from. */
export interface DetailsSource {
  /** Segment's context, or what an admin mapped in its place. */
  readonly device: unknown
  /** `device` is Segment's context as it came. A site's own `context.country` isn't the admin's word. */
  readonly isContext: boolean
  readonly session_id: unknown
  readonly groups?: unknown
}

interface EventDetailsOptions {
  readonly settings: Pick<Settings, 'partnerId' | 'skipUserPropertiesAfterHours'>
  /** When the variant was shown, epoch ms, where that is known. */
  readonly time: number | undefined
  /** Epoch ms. */
  readonly now: number
}

const msPerHour = 60 * 60 * 1000

/** Session, groups, device and place, library and partner of one event. Source: Amplitude docs, "HTTP V2 API". */
export function toEventDetails(
  { device, isContext, session_id, groups }: DetailsSource,
  { settings, time, now }: EventDetailsOptions,
): EventDetails {
  const { partnerId, skipUserPropertiesAfterHours: hours } = settings
  const details: Record<string, unknown> = toDeviceDetails(device, isContext ? {} : device)
  const sessionId = toSessionId(session_id)
  if (sessionId !== undefined) details['session_id'] = sessionId
  if (groups !== undefined) details['groups'] = groups
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
