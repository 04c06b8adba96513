import type { EventRecord } from '@experiment-impressions/inspection'
import { fateOf, type Fate } from './fate.js'
import { fateSentence } from './sentences.js'
import { summarize, type EventSummary } from '../records/summarize.js'

type Tone = 'good' | 'out' | 'wait' | 'bad' | 'quiet'

/** What became of an event, in a sentence. Names in it are as they stand in the event. */
export interface Verdict {
  readonly tone: Tone
  readonly sentence: string
}

/** What became of the event, and with that of the person. */
export function verdictOf(record: EventRecord): Verdict {
  const fate = fateOf(record)
  const summary = summarize(record)
  return { tone: toneOf(fate, summary), sentence: fateSentence(fate, summary) }
}

/** `out` stands for a person who is out of the experiment, and for one who was shown another variant. */
function toneOf(fate: Fate, { effect, was }: Pick<EventSummary, 'effect' | 'was'>): Tone {
  switch (fate.is) {
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
