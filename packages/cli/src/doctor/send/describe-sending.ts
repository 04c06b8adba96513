import { countOf } from '@experiment-impressions/inspection'
import type { SendChoices } from './read-send-choices.js'
import type { TestPerson } from './segment/test-impression.js'

/** Announces what the command is about to send. */
export function describeSending(
  { trackUrl, amplitude, flag, waitMs }: Pick<SendChoices, 'trackUrl' | 'amplitude' | 'flag' | 'waitMs'>,
  { userId }: TestPerson,
): string {
  return [
    `This sends two test impressions of the flag ${flag} to Segment at ${new URL(trackUrl).host}, as a new person, ${userId}.`,
    'They’re real events: every destination of the source gets them, they count towards your volume in Segment and Amplitude, and Amplitude may bill them as two impressions.',
    `The command then looks for each of them in Amplitude at ${new URL(amplitude.endpoints.usersearch).host}, for up to ${countOf(waitMs / 60_000, 'minute')}.`,
  ].join(' ')
}

/** Says what was already sent when the user stops the command. */
export function describeStop({ userId, deviceId }: TestPerson, sent: number): string {
  if (sent === 0) return 'Stopped. Nothing was sent.'
  return `Stopped after sending ${countOf(sent, 'test impression')} as the user ${userId} with the device id ${deviceId}. They may still arrive. Nothing was deleted.`
}
