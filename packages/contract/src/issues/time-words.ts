import { dayMs, type ImplausibleTime, type SeemingUnit } from '../time/plausible-time.js'
import type { Issue } from './issues.js'
import { kind, type Words } from './words.js'

type TimeIssue = Extract<Issue, { readonly code: `TIME_${string}` | `TIMESTAMP_${string}` }>

/** The issues of an event's clocks in words. */
export function timeWords(issue: TimeIssue): Words {
  switch (issue.code) {
    case 'TIME_MISSING':
      return [
        'The moment at which the variant was shown is missing, so Segment’s timestamp stands in for it: when the call was made, which may be later.',
        'Send properties.time as epoch milliseconds; the Web Experiment script does so since November 2025.',
      ]
    case 'TIME_NOT_MS':
      return [
        `The moment at which the variant was shown is not a whole number of milliseconds (found: ${kind(issue.params.received)}${looksLike(' that', issue.params.seems)}), so Segment’s timestamp is used.`,
        'Send properties.time as epoch milliseconds, as Date.now() gives them.',
      ]
    case 'TIME_IMPLAUSIBLE':
      return [
        `The moment at which the variant was shown lies ${when(issue.params.reason, 'Segment’s timestamp')}${looksLike(' and', issue.params.seems)}, so it isn’t used.`,
        `Send properties.time as epoch milliseconds, as Date.now() gives them${insteadOf(issue.params.seems)}. A visitor’s wrong clock is corrected automatically.`,
      ]
    case 'TIMESTAMP_MISSING':
      return [
        'Neither properties.time nor timestamp can be used, so Amplitude records the moment of arrival.',
        'Let Segment’s timestamp through: Segment adds it to every event.',
      ]
    case 'TIMESTAMP_INVALID':
      return [
        `The timestamp is not ISO 8601 with a time zone (found: ${kind(issue.params.received)}${looksLike(' that', issue.params.seems)}), so it isn’t used.`,
        'Send it like 2026-11-23T04:02:28.956Z.',
      ]
    case 'TIMESTAMP_IMPLAUSIBLE':
      return [
        `The timestamp lies ${when(issue.params.reason, 'the moment at which Segment received the event')}${looksLike(' and', issue.params.seems)}, so it isn’t used.`,
        `Send it like 2026-11-23T04:02:28.956Z${insteadOf(issue.params.seems)}, or leave it to Segment.`,
      ]
    case 'TIMESTAMP_SKEWED':
      return [
        `The timestamp lies ${days(issue.params.skewMs)} originalTimestamp. That is taken for the visitor’s clock being wrong, and the event’s time was moved by as much.`,
        'If clocks aren’t that wrong, look for a custom timestamp, or for a client that sends an old sentAt when it tries again.',
      ]
  }
}

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
      return `${joint} looks like a year of the Buddhist calendar, 543 years ahead`
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
