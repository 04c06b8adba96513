import type { BatchPlace } from '../record/event-record.js'
import type { EventResult } from '../record/event-result.js'
import type { EventSummary } from '../record/summarize.js'
import { countOf, formatCount } from '../text/format-number.js'
import { formatDuration } from '../text/format-time.js'
import { cutEnd } from '../text/short-text.js'

/** What an event does to the person. */
export type Shown = Pick<EventSummary, 'effect' | 'variant' | 'was'>

/** What became of an event, in a sentence or two, the reason first. Names from the event are unescaped. */
export function resultSentence(result: EventResult, shown: Shown): string {
  switch (result.is) {
    case 'unsendable':
      return `Not sent: ${clause(result.reason)}${result.others === 0 ? '' : `, and ${countOf(result.others, 'more error')}`}.`
    case 'refused':
      return result.by === 'amplitude'
        ? `Refused by Amplitude${because(result.reason?.replace(answered, '$2 ($1)'))}. It isn’t sent again.`
        : `Refused by the destination${because(result.reason)}.`
    case 'skipped':
      return `Not sent${result.isExpected ? ' (expected)' : ''}${because(result.reason)}.`
    case 'retry':
      return `Not delivered yet${because(result.reason)}. Another attempt follows. ${onceDelivered(shown)}`
    case 'pending':
      return `On its way to Amplitude. ${onceDelivered(shown)}`
    case 'inspected':
      return onceDelivered(shown)
    case 'duplicate':
      return droppedAsDuplicate
    case 'accepted':
      return delivered(shown)
  }
}

/** That Amplitude accepted an event without storing it. */
export const droppedAsDuplicate =
  'Dropped as a duplicate: Amplitude had already stored an event with this insert_id.'

/** That an attempt failed, and when the next one follows. */
export function retrySentence(reason: string | undefined, waitMs: number): string {
  return `${reason ?? 'The attempt failed.'} Another attempt follows in ${formatDuration(waitMs)}.`
}

function delivered({ effect, variant = '', was }: Shown): string {
  if (effect === 'unset') return 'Delivered: the person is out of the experiment.'
  if (effect !== 'set') return 'Delivered. It sets no user property.'
  return was === undefined
    ? `Delivered: the person is in the experiment, with “${name(variant)}”.`
    : `Delivered: the variant changed from “${name(was)}” to “${name(variant)}”.`
}

function onceDelivered({ effect, variant = '' }: Shown): string {
  if (effect === 'unset') return 'Once delivered, the person is out of the experiment.'
  return effect === 'set'
    ? `Once delivered, the person is in the experiment, with “${name(variant)}”.`
    : 'It sets no user property.'
}

/** What an event did, or will do, to its experiment user property. */
export function propertySentence(result: EventResult, { effect }: Shown): string {
  switch (result.is) {
    case 'unsendable':
    case 'skipped':
      return 'The person’s property didn’t change: nothing was sent.'
    case 'refused':
      return 'The person’s property didn’t change: the event was refused.'
    case 'duplicate':
      return 'The person’s property didn’t change: Amplitude dropped the event as a duplicate.'
    case 'accepted':
      if (effect === 'unset')
        return 'The person is out of the experiment: the event is recorded without a variant.'
      return effect === 'set'
        ? 'The person is in the experiment with this variant until another event changes it.'
        : 'The event neither sets nor unsets a user property.'
    default:
      if (effect === 'unset') return 'Once delivered, the person is out of the experiment.'
      return effect === 'set'
        ? 'Once delivered, the person is in the experiment with this variant until another event changes it.'
        : 'The event neither sets nor unsets a user property.'
  }
}

/** What isn't known about an event that the real Amplitude accepted. */
export const notSeenFromHere =
  'The values before and after, and whether Amplitude dropped the event as a duplicate, are known only of the sandbox’s own Amplitude.'

/** An event's place in its batch, and how many others were refused: `In batch 3, event 17 of 1,000.` */
export function batchSentence({ number, place, size, refused }: BatchPlace, outcome: string): string {
  const where = `In batch ${formatCount(number)}, event ${formatCount(place)} of ${formatCount(size)}.`
  if (refused === 0) return where
  const others = `${countOf(refused, 'other', 'others')} of this batch ${refused === 1 ? 'was' : 'were'} refused`
  return `${where} ${others}${outcome === 'rejected' ? ' too' : ''}.`
}

/** Why an event that arrived more than once was sent once. Ends without a full stop. */
export function repeatSentence(repeats: number): string {
  return repeats === 1
    ? 'Received again: dropped by Segment, which had seen this message id'
    : `Received ${formatCount(repeats)} more times: dropped by Segment, which had seen this message id`
}

/** `received twice`, for a row of a list. */
export function repeatNote(repeats: number): string {
  return repeats === 1 ? 'received twice' : `received ${formatCount(repeats + 1)} times`
}

function because(reason: string | undefined): string {
  return reason === undefined || reason.trim() === '' ? '' : `: ${clause(reason)}`
}

/** The sentence already says who answered. */
const answered = /^Amplitude answered (\d+): ([^.]*)/

/** The first sentence of a reason, cut if it's long, to end another sentence with. */
function clause(reason: string): string {
  const [first = ''] = reason
    .slice(0, 1000)
    .trim()
    .split(/(?<=\.)\s/, 1)
  return cutEnd(first.replace(/\.$/, ''), 300)
}

function name(variant: string): string {
  return cutEnd(variant, 100)
}
