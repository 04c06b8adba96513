import { countOf } from '../../terminal/format.js'
import type { SendChoices } from '../send/read-send-choices.js'
import type { TestPerson } from '../send/segment/test-impression.js'

/** What is about to happen, before it does. */
export function describeSending(
  { trackUrl, amplitude, flag, waitMs }: Pick<SendChoices, 'trackUrl' | 'amplitude' | 'flag' | 'waitMs'>,
  { userId }: TestPerson,
): string {
  const minutes = countOf(waitMs / 60_000, 'minute')
  return [
    `This sends two test impressions of the flag ${flag} to Segment at ${new URL(trackUrl).host}, as a new person, ${userId}.`,
    'They are real events: every destination of the source gets them, they count towards your volume in Segment and Amplitude, and Amplitude may bill them as two impressions.',
    `Amplitude at ${new URL(amplitude.endpoints.usersearch).host} is then asked until they are there, for up to ${minutes} each.`,
  ].join(' ')
}

/** What has been done when the user stops. */
export function describeStop({ userId, deviceId }: TestPerson, sent: number): string {
  if (sent === 0) return 'Stopped. Nothing was sent.'
  return `Stopped. ${countOf(sent, 'test impression')} had been sent, as the user ${userId} with the device id ${deviceId}. They may still arrive. Nothing was deleted.`
}
