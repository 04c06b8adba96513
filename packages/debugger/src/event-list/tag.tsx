import type { EventSummary } from '../records/summarize.js'

/** What an event has come to, in a word: what it does to the user property, unless it did not get there. */
export function Tag({ summary }: { readonly summary: EventSummary }) {
  const { tone, label } = tagOf(summary)
  return <span class={`tag ${tone}`}>{label}</span>
}

interface TagWords {
  readonly tone: string
  readonly label: string
}

function tagOf({ outcome, effect, errors, was, isDuplicate }: EventSummary): TagWords {
  if (outcome === 'inspected' && effect === 'not stored')
    return { tone: errors > 0 ? 'bad' : 'quiet', label: 'not sent' }
  if (outcome === 'rejected') return { tone: 'bad', label: 'rejected' }
  if (outcome === 'retry') return { tone: 'wait', label: 'retrying' }
  if (outcome === 'pending') return { tone: 'quiet', label: 'on its way' }
  if (outcome === 'skipped') return { tone: 'quiet', label: 'not sent' }
  if (isDuplicate) return { tone: 'quiet', label: 'duplicate' }
  if (effect === 'unset') return { tone: 'out', label: 'unset' }
  if (effect !== 'set') return { tone: 'quiet', label: 'no property' }
  return was === undefined ? { tone: 'good', label: 'set' } : { tone: 'out', label: 'changed' }
}
