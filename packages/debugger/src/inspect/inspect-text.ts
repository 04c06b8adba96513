import type { JsonObject } from '@experiment-impressions/contract/json'
import {
  describeBroken,
  inspectEvent,
  readEvents,
  type EventRecord,
  type InputPart,
} from '@experiment-impressions/inspection'
import { ownText } from '../records/own-text.js'
import { summarize } from '../records/summarize.js'
import type { Entry } from '../records/record-list.js'
import { hideSecrets } from '../records/hide-secrets.js'

/** The events of a pasted text. */
export interface Inspected {
  readonly entries: readonly Entry[]
  /** Number of calls that are neither impressions nor exposures, by type. */
  readonly skipped: Readonly<Record<string, number>>
  /** Sentences about the first parts that aren’t JSON. */
  readonly broken: readonly string[]
  readonly brokenCount: number
}

const callTypes: ReadonlySet<string> = new Set(['track', 'page', 'screen', 'identify', 'group', 'alias'])
const brokenShown = 20

/** Inspects the events of a text. Waits for `yieldToBrowser` every 50 events, so a long text doesn’t block the page. */
export async function inspectText(text: string, yieldToBrowser: () => Promise<void>): Promise<Inspected> {
  const entries: Entry[] = []
  const skipped: Record<string, number> = {}
  const broken: string[] = []
  let brokenCount = 0
  let read = 0
  for await (const each of readEvents([text])) {
    if ((read += 1) % 50 === 0) await yieldToBrowser()
    if (each.kind === 'broken') {
      brokenCount += 1
      if (broken.length < brokenShown) broken.push(describeBroken(each).replace('line', 'Line'))
      continue
    }
    const record = inspectRecord(each.event, `${placeIn(each)} · ${String(read)}`)
    if (record === undefined) {
      const type = ownText(each.event, ['type']) ?? ''
      const name = callTypes.has(type) ? type : 'other'
      skipped[name] = (skipped[name] ?? 0) + 1
    } else entries.push({ record, summary: summarize(record), order: entries.length })
  }
  return { entries, skipped, broken, brokenCount }
}

function inspectRecord(event: unknown, id: string): EventRecord | undefined {
  const inspection = inspectEvent(event)
  if (inspection === undefined) return undefined
  const { post, issues } = inspection
  return {
    id,
    pre: hideSecrets(event) as JsonObject,
    post: null,
    expected: post ?? null,
    issues,
    outcome: 'inspected',
    attempts: [],
    storage: null,
    repeats: 0,
    subscription: null,
    userProperties: null,
  }
}

function placeIn({ line, index }: Extract<InputPart, { kind: 'event' }>): string {
  return index === null ? `line ${String(line)}` : `event ${String(index)}`
}
