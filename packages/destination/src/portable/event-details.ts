import { toDeviceDetails } from './device-details'
import type { Settings } from '../generated-types'
import { toText } from './field-value'

/** The parts of an event that aren't about the experiment, under Amplitude's top-level keys. */
export type EventDetails = Readonly<Record<string, unknown>>

/** The source of one event's details. */
export interface DetailsSource {
  /** Segment's context, or the object that an admin mapped instead. */
  readonly device: unknown
  /** Whether `device` is Segment's unchanged context, where a `country` at the top comes from the site and not from the admin. */
  readonly isContext: boolean
  readonly session_id: unknown
  readonly groups?: unknown
}

interface EventDetailsOptions {
  readonly settings: Pick<Settings, 'partnerId' | 'skipUserPropertiesAfterHours'>
  /** When the variant was shown, in epoch ms, or `undefined` if unknown. */
  readonly time: number | undefined
  /** Epoch ms. */
  readonly now: number
}

const msPerHour = 60 * 60 * 1000

/** Returns session, groups, device, place, library and partner of one event. Source: Amplitude docs, "HTTP V2 API". */
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
  // The value that Amplitude receives last stays, whatever its time (Amplitude docs, "Data backfill guide").
  const isLate = hours !== undefined && time !== undefined && now - time > hours * msPerHour
  if (isLate) details['$skip_user_properties_sync'] = true
  return details
}

/** Reads the start of a session, in epoch ms, from a number, numeric text or a date. As in Segment's own destination, 0 means none. */
function toSessionId(value: unknown): number | undefined {
  const text = toText(value)
  if (text === undefined) return undefined
  const epoch = /^-?\d+(\.\d+)?$/.test(text) ? Math.trunc(Number(text)) : Date.parse(text)
  return Number.isSafeInteger(epoch) && epoch !== 0 ? epoch : undefined
}
