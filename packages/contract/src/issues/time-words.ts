import { dayMs, type ImplausibleTime, type SeemingUnit } from '../time/plausible-time.js'
import { kind, type IssueWords } from './words.js'

/** Issues of the event's clocks. */
export const timeWords = {
  TIME_MISSING: () => [
    'The time when the variant was shown is missing, so Segment’s timestamp is used. That’s when the call was made, which may be later.',
    'Send properties.time as epoch milliseconds. The Web Experiment script has done so since November 2025.',
  ],
  TIME_NOT_MS: ({ received, seems }) => [
    `The time when the variant was shown isn’t a whole number of milliseconds (found: ${kind(received)}${looksLike(' that', seems)}), so Segment’s timestamp is used.`,
    'Send properties.time as epoch milliseconds, like Date.now().',
  ],
  TIME_IMPLAUSIBLE: ({ reason, seems }) => [
    `The time when the variant was shown is ${when(reason, 'Segment’s timestamp')}${looksLike(' and', seems)}, so it isn’t used.`,
    `Send properties.time as epoch milliseconds, like Date.now()${insteadOf(seems)}. A visitor’s wrong clock is corrected automatically.`,
  ],
  TIMESTAMP_MISSING: () => [
    'Neither properties.time nor timestamp is usable, so Amplitude records the time of arrival.',
    'Keep Segment’s timestamp: Segment adds it to every event.',
  ],
  TIMESTAMP_INVALID: ({ received, seems }) => [
    `The timestamp isn’t ISO 8601 with a time zone (found: ${kind(received)}${looksLike(' that', seems)}), so it isn’t used.`,
    'Send it like 2026-11-23T04:02:28.956Z.',
  ],
  TIMESTAMP_IMPLAUSIBLE: ({ reason, seems }) => [
    `The timestamp is ${when(reason, 'Segment received the event')}${looksLike(' and', seems)}, so it isn’t used.`,
    `Send it like 2026-11-23T04:02:28.956Z${insteadOf(seems)}, or leave it to Segment.`,
  ],
  TIMESTAMP_SKEWED: ({ skewMs }) => [
    `The timestamp is ${days(skewMs)} originalTimestamp. That looks like a wrong clock on the visitor’s device, so the event’s time is corrected by the difference.`,
    'If clocks aren’t that wrong, look for a custom timestamp, or for a client that sends an old sentAt when it retries.',
  ],
} satisfies Partial<IssueWords>

function when(reason: ImplausibleTime, reference: string): string {
  return reason === 'in the future' ? `more than a day after ${reference}` : reason
}

function looksLike(joint: ' and' | ' that', unit: SeemingUnit | undefined): string {
  switch (unit) {
    case undefined:
      return ''
    case 'zero':
      return `${joint} looks like a date that was never set`
    case 'Buddhist calendar':
      return `${joint} looks like a year of the Buddhist calendar, which is 543 years ahead`
    default:
      return `${joint} looks like ${unit}`
  }
}

function insteadOf(unit: SeemingUnit | undefined): string {
  return unit === undefined || unit === 'zero' || unit === 'Buddhist calendar' || unit === 'milliseconds'
    ? ''
    : `, not ${unit}`
}

/** `12 days after`, `1 day before`. */
function days(skewMs: number): string {
  const count = Math.round(Math.abs(skewMs) / dayMs)
  return `${count === 1 ? '1 day' : `${String(count)} days`} ${skewMs > 0 ? 'after' : 'before'}`
}
