import type { BatchPlace } from '@experiment-impressions/inspection'
import { countOf, formatCount } from '../ui/format-number.js'
import type { Fate } from './fate.js'
import { cutEnd } from '../ui/short-text.js'
import type { EventSummary } from '../records/summarize.js'

/** What an event does to the person. */
export type Shown = Pick<EventSummary, 'effect' | 'variant' | 'was'>

/** What became of an event, in a sentence or two, the reason first. Names in it are as they stand in the event. */
export function fateSentence(fate: Fate, shown: Shown): string {
  switch (fate.is) {
    case 'unsendable':
      return `Not sent: ${clause(fate.reason)}${fate.others === 0 ? '' : `, and ${formatCount(fate.others)} more`}.`
    case 'refused':
      return fate.by === 'amplitude'
        ? `Refused by Amplitude${because(fate.reason?.replace(answered, '$2 ($1)'))}. It isn’t sent again.`
        : `Refused by the destination${because(fate.reason)}.`
    case 'skipped':
      return `Not sent${fate.isExpected ? ' (expected)' : ''}${because(fate.reason)}.`
    case 'retry':
      return `Not delivered yet${because(fate.reason)}. Another try follows. ${onceDelivered(shown)}`
    case 'pending':
      return `On its way to Amplitude. ${onceDelivered(shown)}`
    case 'inspected':
      return onceDelivered(shown)
    case 'duplicate':
      return 'Dropped as a duplicate: Amplitude had already stored an event with this insert_id.'
    case 'accepted':
      return delivered(shown)
  }
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

/** What an event has done to its experiment user property, or will do. */
export function propertySentence(fate: Fate, { effect }: Shown): string {
  switch (fate.is) {
    case 'unsendable':
    case 'skipped':
      return 'The person’s property did not change: nothing was sent.'
    case 'refused':
      return 'The person’s property did not change: the event was refused.'
    case 'duplicate':
      return 'The person’s property did not change: Amplitude dropped the event as a duplicate.'
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

/** What can’t be known of an event that the real Amplitude accepted. */
export const notSeenFromHere =
  'The values before and after, and whether Amplitude dropped the event as a duplicate, are known only of the sandbox’s own Amplitude.'

/**
 * Where in its batch an event was, and what became of the others: `In batch 3, event 17 of 1,000.` How they held it up is the
 * try’s own reason.
 */
export function batchSentence({ number, place, size, refused }: BatchPlace, outcome: string): string {
  const where = `In batch ${formatCount(number)}, event ${formatCount(place)} of ${formatCount(size)}.`
  if (refused === 0) return where
  const others = `${countOf(refused, 'other', 'others')} of this batch ${refused === 1 ? 'was' : 'were'} refused`
  return `${where} ${others}${outcome === 'rejected' ? ' too' : ''}.`
}

/** Why an event came more than once and was sent once. */
export function repeatSentence(repeats: number): string {
  return repeats === 1
    ? 'Received again: dropped by Segment, which had seen this message id'
    : `Received ${formatCount(repeats)} more times: dropped by Segment, which had seen this message id`
}

/** The same in a row of a list: `received twice`. */
export function repeatNote(repeats: number): string {
  return repeats === 1 ? 'received twice' : `received ${formatCount(repeats + 1)} times`
}

function because(reason: string | undefined): string {
  return reason === undefined || reason.trim() === '' ? '' : `: ${clause(reason)}`
}

/** Who answered is said already. */
const answered = /^Amplitude answered (\d+): ([^.]*)/

/** The first sentence of a reason, cut where it is long, for another sentence to end with. */
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
