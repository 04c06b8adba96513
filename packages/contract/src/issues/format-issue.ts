import { escapeText } from '../text/escape-text.js'
import type { Issue, IssuePath } from './issues.js'
import type { ValueKind } from '../json/value-kind.js'
import { shortenMiddle } from '../text/shorten-middle.js'
import { timeWords } from './time-words.js'
import { kind, type Words } from './words.js'

/** An issue in words. No sentence holds a value of the event: events carry personal data. */
export interface IssueDescription {
  /** Where, in the Segment event: `properties.flag_key`; `the event` for the whole. */
  readonly place: string
  /** What is wrong and why it matters: whole sentences. */
  readonly reason: string
  /** What to do about it: whole sentences. */
  readonly nextStep: string
}

/**
 * One line for a log or a terminal: place, reason, next step.
 * @example
 * formatIssue(issue)
 * // 'properties.flag_key is missing, so … Send …'
 */
export function formatIssue(issue: Issue): string {
  const { place, reason, nextStep } = describeIssue(issue)
  return `${place}: ${reason} ${nextStep}`
}

/** The same in parts, for a page or a table. The only place where issues become English. */
export function describeIssue(issue: Issue): IssueDescription {
  const [reason, nextStep] = words(issue)
  return { place: formatPath(issue.path), reason, nextStep }
}

/** Characters of a path in words. */
const longestPath = 200

/** `properties.metadata.tags[2]`; keys that are no identifiers are quoted. A long path is shortened in the middle. */
export function formatPath(path: IssuePath): string {
  if (path.length === 0) return 'the event'
  const text = path
    .map((step, index) => {
      if (typeof step === 'number') return `[${String(step)}]`
      if (!/^[$A-Z_a-z][$\w]*$/.test(step)) return `[${escapeText(JSON.stringify(step))}]`
      return index === 0 ? step : `.${step}`
    })
    .join('')
  return shortenMiddle(text, longestPath)
}

const segmentSide = 'where the event is made (the source plugin, or the site’s own track call)'

function words(issue: Issue): Words {
  switch (issue.code) {
    case 'EVENT_UNREADABLE':
      return [
        'The event cannot be read: reading one of its values threw an error.',
        'Pass the event as JSON carries it, for example through JSON.parse(JSON.stringify(event)).',
      ]
    case 'NOT_EXPERIMENT_EVENT':
      return [
        `This is not a track event named $impression or $exposure (found here: ${kind(issue.params.received)}), so it is left alone.`,
        'Nothing to do, unless it was meant to be one: then check its type and its name.',
      ]
    case 'INTEGRATIONS_OFF':
      return [
        'The event’s integrations switch this destination off, so Segment doesn’t deliver it here.',
        'If it should arrive, set integrations["Amplitude-Experiment"] to true where the event is made, or leave All: false out.',
      ]
    case 'TRACK_EXPOSURE_OFF':
      return [
        'The variant’s metadata says trackExposure: false, so nothing is sent.',
        'Nothing to do, unless it should count: then remove that metadata from the variant in Amplitude.',
      ]
    case 'MUTUAL_EXCLUSION_GROUP':
      return [
        'The flag is a mutual-exclusion group, which has no experiment user property: none is set or unset.',
        'Nothing to do.',
      ]
    case 'FLAG_KEY_MISSING':
      return [
        `The flag key is missing (found: ${issue.params.received === 'string' ? 'an empty or blank string' : kind(issue.params.received)}); without it Amplitude cannot tell which experiment was shown.`,
        `Send the key of the flag as properties.flag_key ${segmentSide}.`,
      ]
    case 'FLAG_KEY_NOT_STRING':
      return notString('flag key', issue.params)
    case 'FLAG_KEY_UNSAFE_NUMBER':
      return unsafeNumber('flag key', 'so the event isn’t sent')
    case 'FLAG_KEY_TOO_LONG':
      return [
        `The user property of this flag would be ${characters(issue.params.length)} long; Amplitude cuts names at ${characters(issue.params.limit)}, which would be another flag’s property.`,
        'Use a shorter flag key.',
      ]
    case 'VARIANT_NOT_STRING':
      return notString('variant', issue.params)
    case 'VARIANT_UNSAFE_NUMBER':
      return unsafeNumber('variant', 'so the event isn’t sent')
    case 'VARIANT_MISNAMED':
      return [
        `The event has no “variant”, but its property “${escapeText(String(issue.path[issue.path.length - 1]))}” looks like one. The event isn’t sent, because without a variant it would take the person out of the experiment.`,
        'Did you mean variant? Send the variant’s key as properties.variant. For a visitor who is out, leave both out.',
      ]
    case 'VARIANT_OFF':
      return [
        'The variant is “off”, which Amplitude reserves for people who are out of the experiment; it is recorded as a variant all the same.',
        'Rename the variant. For a visitor who is out, leave properties.variant out.',
      ]
    case 'EXPERIMENT_KEY_NOT_STRING':
      return notString('experiment key', issue.params)
    case 'EXPERIMENT_KEY_UNSAFE_NUMBER':
      return unsafeNumber('experiment key', 'so the event isn’t sent')
    case 'ID_MISSING':
      return [
        'No usable id is left, so Amplitude would not know who saw the variant.',
        'Send a userId or an anonymousId that Amplitude accepts, the same as on the visitor’s conversion events.',
      ]
    case 'ID_NOT_STRING':
      return notString('id', issue.params)
    case 'ID_UNSAFE_NUMBER':
      return unsafeNumber('id', 'so it is left off: two people could share what is left of it')
    case 'ID_BLANK':
      return ['The id is blank, so it is left off.', 'Leave the id out if there isn’t one.']
    case 'ID_TOO_SHORT':
      return [
        `The id has ${characters(issue.params.length)}; Amplitude refuses ids under ${characters(issue.params.limit)}, so it is left off.`,
        'Use longer ids, the same as on the visitor’s conversion events.',
      ]
    case 'ID_REFUSED':
      return [
        'The id is one that Amplitude refuses from everybody, such as “anonymous” or “null”, so it is left off.',
        'Send no id where there is none, instead of a word that stands for it.',
      ]
    case 'INSERT_ID_MISSING':
      return [
        'There is no messageId, so Amplitude cannot tell a repeated delivery from a second impression.',
        'Let Segment’s messageId through: analytics.js and Segment’s API add one by themselves.',
      ]
    case 'INSERT_ID_NOT_STRING':
      return notString('messageId', issue.params)
    case 'INSERT_ID_UNSAFE_NUMBER':
      return unsafeNumber('messageId', 'so it is left off: two events could share what is left of it')
    case 'TIME_MISSING':
    case 'TIME_NOT_MS':
    case 'TIME_IMPLAUSIBLE':
    case 'TIMESTAMP_MISSING':
    case 'TIMESTAMP_INVALID':
    case 'TIMESTAMP_IMPLAUSIBLE':
    case 'TIMESTAMP_SKEWED':
      return timeWords(issue)
    case 'TEXT_PADDED':
      return [
        'The text starts or ends with blanks, which makes it another one than the same text without them.',
        'Trim it where the event is made.',
      ]
    case 'TEXT_INVISIBLE':
      return [
        'The text contains invisible characters, such as a zero-width or a no-break space, so it isn’t the text that people see.',
        'Remove them where the event is made; they often come from copying and pasting.',
      ]
    case 'TEXT_PLACEHOLDER':
      return [
        'The text is what programs print for a missing value, such as “null” or “undefined”.',
        'Leave the value out if there isn’t one, instead of turning it into text.',
      ]
    case 'STRING_TOO_LONG':
      return [
        `The text has ${characters(issue.params.length)}; Amplitude cuts it at ${characters(issue.params.limit)}.`,
        'Shorten it, if what is cut matters.',
      ]
    case 'NESTING_TOO_DEEP':
      return [
        `The value is nested more than ${String(issue.params.limit)} layers deep, which Amplitude does not take: it is left off.`,
        'Flatten the property.',
      ]
    case 'PROPERTIES_TOO_MANY':
      return [
        `The event has more than ${String(issue.params.limit)} values; those after that are left off.`,
        'Send fewer properties.',
      ]
    case 'PROPERTY_NAME_UNSAFE':
      return [
        'The property is named __proto__, which many programs read as an instruction: it is left off.',
        'Rename it.',
      ]
    case 'MORE_ISSUES':
      return [
        issue.params.count === 1
          ? 'This event has 1 more issue, which isn’t listed here.'
          : `This event has ${String(issue.params.count)} more issues, which aren’t listed here.`,
        'Fix the ones that are listed, then look again.',
      ]
    case 'USER_PROPERTIES_IGNORED':
      return [
        'Plain user properties do not travel with an impression: only the experiment’s property is set, and these stay an event property.',
        'Send traits with an identify call.',
      ]
  }
}

function notString(
  what: string,
  { received, sent }: { received: ValueKind; sent: 'as text' | 'not at all' },
): Words {
  return sent === 'as text'
    ? [
        `The ${what} is ${kind(received)}, not text; it is sent as its text.`,
        `Send it as a string ${segmentSide}.`,
      ]
    : [
        `The ${what} is ${kind(received)}, not text, so the event cannot be sent.`,
        `Send it as a string ${segmentSide}.`,
      ]
}

function unsafeNumber(what: string, consequence: string): Words {
  return [
    `The ${what} is a number too large to keep all its digits, or one that prints with an exponent, ${consequence}.`,
    `Send it as a string ${segmentSide}.`,
  ]
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${String(count)} characters`
}
