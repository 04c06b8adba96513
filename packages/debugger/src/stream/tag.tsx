import type { EventSummary } from '../event/summarize.js'

/** What an event has come to, in a word: what it does to the user property, unless it did not get there. */
export function Tag({ summary }: { readonly summary: EventSummary }) {
  const { tone, label } = tagOf(summary)
  return <span class={`tag ${tone}`}>{label}</span>
}

function tagOf({ outcome, effect, errors, isDuplicate }: EventSummary): {
  readonly tone: string
  readonly label: string
} {
  if (outcome === 'inspected' && errors > 0) return { tone: 'bad', label: 'not sent' }
  if (outcome === 'rejected' || errors > 0) return { tone: 'bad', label: 'rejected' }
  if (outcome === 'retry') return { tone: 'wait', label: 'retrying' }
  if (outcome === 'pending') return { tone: 'quiet', label: 'on its way' }
  if (outcome === 'skipped' || effect === 'not sent') return { tone: 'quiet', label: 'not sent' }
  if (isDuplicate) return { tone: 'quiet', label: 'duplicate' }
  if (effect === 'none') return { tone: 'quiet', label: 'no property' }
  return effect === 'set' ? { tone: 'good', label: 'set' } : { tone: 'out', label: 'unset' }
}
