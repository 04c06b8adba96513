import {
  countInspection,
  countSkipped,
  describeBroken,
  emptySummary,
  inspectedRecord,
  inspectEvent,
  readEvents,
  summarize,
  type InputPart,
  type InspectedSummary,
} from '@experiment-impressions/inspection'
import { hideSecrets } from '../records/hide-secrets.js'
import type { Entry } from '../records/record-list.js'

/** The events of a pasted text. */
export interface Inspected {
  readonly entries: readonly Entry[]
  readonly summary: Readonly<InspectedSummary>
  /** Sentences about the first parts that aren’t JSON. */
  readonly broken: readonly string[]
}

const brokenShown = 20

/**
 * Inspects the events of a text. Waits for `yieldToBrowser` every 50 events, so a long text doesn’t block the page.
 * @throws {InputError} if there is nothing to read, or too much at once
 */
export async function inspectText(text: string, yieldToBrowser: () => Promise<void>): Promise<Inspected> {
  const entries: Entry[] = []
  const summary = emptySummary()
  const broken: string[] = []
  let read = 0
  for await (const part of readEvents([text])) {
    if ((read += 1) % 50 === 0) await yieldToBrowser()
    if (part.kind === 'broken') {
      summary.unreadable += 1
      if (broken.length < brokenShown) broken.push(describeBroken(part).replace('line', 'Line'))
      continue
    }
    const inspection = inspectEvent(part.event)
    if (inspection === undefined) {
      countSkipped(summary, part.event)
      continue
    }
    countInspection(summary, inspection)
    const safe = { ...inspection, pre: hideSecrets(inspection.pre) }
    const record = inspectedRecord(safe, `${placeIn(part)} · ${String(read)}`)
    entries.push({ record, summary: summarize(record), order: entries.length })
  }
  return { entries, summary, broken }
}

function placeIn({ line, index }: Extract<InputPart, { kind: 'event' }>): string {
  return index === null ? `line ${String(line)}` : `event ${String(index)}`
}
