import type { EventRecord } from '../record/event-record.js'
import { resultOf, type EventResult } from '../record/event-result.js'
import { summarize, type EventSummary } from '../record/summarize.js'
import { resultSentence } from './result-words.js'

type Tone = 'good' | 'out' | 'wait' | 'bad' | 'quiet'

/** What became of an event, in a sentence. Names of the event are unescaped. */
export interface Verdict {
  readonly tone: Tone
  readonly sentence: string
}

/** What became of an event, and so of the person. */
export function verdictOf(record: EventRecord): Verdict {
  const result = resultOf(record)
  const summary = summarize(record)
  return { tone: toneOf(result, summary), sentence: resultSentence(result, summary) }
}

/** `out`: the person left the experiment, or changed variants. */
function toneOf(result: EventResult, { effect, was }: Pick<EventSummary, 'effect' | 'was'>): Tone {
  switch (result.is) {
    case 'unsendable':
    case 'refused':
      return 'bad'
    case 'skipped':
    case 'duplicate':
    case 'inspected':
      return 'quiet'
    case 'retry':
    case 'pending':
      return 'wait'
    case 'accepted':
      return effect === 'unset' || (effect === 'set' && was !== undefined) ? 'out' : 'good'
  }
}
