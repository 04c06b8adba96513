import {
  codeCounts,
  createInputInspector,
  inspectedRecord,
  otherCallRecord,
  readEvents,
  summarize,
  type EventPart,
  type EventRecord,
  type Inspected as InspectedPart,
  type Mistake,
  type SummaryWords,
} from '@experiment-impressions/inspection'
import { hideSecrets } from '../records/hide-secrets.js'
import type { Entry } from '../records/record-list.js'

/** The events of a pasted text. */
export interface Inspected {
  /** Experiment events, and calls that were probably meant as such. */
  readonly entries: readonly Entry[]
  readonly words: SummaryWords
  readonly codes: ReturnType<typeof codeCounts>
  /** The first parts that can’t be read. */
  readonly broken: readonly Mistake[]
  readonly unreadable: number
}

const brokenShown = 20

/**
 * Inspects the events of a text. Waits for `yieldToBrowser` every 50 events, so a long text doesn’t block the page.
 * @throws {InputError} if there is nothing to read, or too much at once
 */
export async function inspectText(text: string, yieldToBrowser: () => Promise<void>): Promise<Inspected> {
  const entries: Entry[] = []
  const inspector = createInputInspector()
  const broken: Mistake[] = []
  let read = 0
  for await (const part of readEvents([text])) {
    if ((read += 1) % 50 === 0) await yieldToBrowser()
    const inspected = inspector.inspect(part)
    if (inspected.is === 'broken' && broken.length < brokenShown) broken.push(inspected.part)
    const record = recordOf(inspected, read)
    if (record !== undefined) entries.push({ record, summary: summarize(record), order: entries.length })
  }
  const { summary } = inspector
  return {
    entries,
    words: inspector.words(),
    codes: codeCounts(summary),
    broken,
    unreadable: summary.unreadable,
  }
}

function recordOf(inspected: InspectedPart, read: number): EventRecord | undefined {
  if (inspected.is === 'experiment event') {
    const { inspection, part } = inspected
    return inspectedRecord({ ...inspection, pre: hideSecrets(inspection.pre) }, idOf(part, read))
  }
  if (inspected.is === 'near miss')
    return otherCallRecord(hideSecrets(inspected.part.event), idOf(inspected.part, read))
  return undefined
}

function idOf({ line, index }: EventPart, read: number): string {
  return `${index === null ? `line ${String(line)}` : `event ${String(index)}`} · ${String(read)}`
}
