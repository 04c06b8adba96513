import { hasErrors } from '@experiment-impressions/contract'
import { countOf } from './format-number.js'
import type { EventRecord } from '../feed/event-record.js'
import { shortText } from './short-text.js'
import { summarize, type Effect, type EventSummary } from './summarize.js'

/** What became of an event, in a sentence. */
export interface Verdict {
  readonly tone: 'good' | 'out' | 'wait' | 'bad' | 'quiet'
  readonly sentence: string
}

/** What the event does to the person, and whether Amplitude has it. */
export function verdictOf(record: EventRecord): Verdict {
  const { post, issues, outcome } = record
  if (post === null) {
    const errors = issues.filter(({ severity }) => severity === 'error').length
    return hasErrors(issues)
      ? { tone: 'bad', sentence: `Not sent: the event has ${countOf(errors, 'error')}.` }
      : { tone: 'quiet', sentence: 'Not sent, as it should be.' }
  }
  if (outcome === 'rejected') return { tone: 'bad', sentence: 'Amplitude refused it. It is not sent again.' }
  if (outcome === 'retry')
    return { tone: 'wait', sentence: 'Not delivered yet: the last try failed, another follows.' }
  if (outcome === 'pending') return { tone: 'wait', sentence: 'On its way to Amplitude.' }
  if (outcome === 'skipped') return { tone: 'quiet', sentence: 'Nothing was sent, as it should be.' }
  const summary = summarize(record)
  if (summary.isDuplicate)
    return { tone: 'quiet', sentence: 'Amplitude had it already, and counted it once.' }
  return delivered(summary)
}

function delivered({ effect, variant = '' }: EventSummary): Verdict {
  if (effect === 'unset') return { tone: 'out', sentence: 'Delivered: the person is out of the experiment.' }
  if (effect === 'none') return { tone: 'good', sentence: 'Delivered. It sets no user property.' }
  return {
    tone: 'good',
    sentence: `Delivered: the person is in the experiment, with “${shortText(variant, 100)}”.`,
  }
}

/** What an event does to the experiment user property, in words. */
export function effectSentence(effect: Effect): string {
  switch (effect) {
    case 'set':
      return 'The person is in the experiment, with this variant, until an event sets or unsets it anew.'
    case 'unset':
      return 'The person is out of the experiment: the event is recorded without a variant.'
    case 'none':
      return 'Neither sets nor unsets a user property.'
    case 'not sent':
      return 'Nothing is sent.'
  }
}
