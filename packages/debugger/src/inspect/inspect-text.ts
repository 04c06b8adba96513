import { inspectEvent } from '@experiment-impressions/inspection'
import { ownText } from '../records/own-text.js'
import { summarize } from '../records/summarize.js'
import type { Entry } from '../records/record-list.js'
import { hideSecrets } from '../records/hide-secrets.js'
import type { EventRecord } from '../records/event-record.js'
import { readInput } from './read-input.js'

/** What was found in a pasted text so far. */
export interface Inspected {
  readonly entries: readonly Entry[]
  /** Everything that is neither impression nor exposure, by the type of call. */
  readonly skipped: Readonly<Record<string, number>>
  /** Where the text is no JSON, and what was expected there. */
  readonly broken: readonly string[]
  readonly brokenCount: number
}

const callTypes: ReadonlySet<string> = new Set(['track', 'page', 'screen', 'identify', 'group', 'alias'])
const brokenShown = 20

/**
 * Inspects the events of a text. `rest` is called between portions, and the work goes on when it lets it: a long text
 * keeps nobody waiting.
 */
export async function inspectText(text: string, rest: () => Promise<void>): Promise<Inspected> {
  const entries: Entry[] = []
  const skipped: Record<string, number> = {}
  const broken: string[] = []
  let brokenCount = 0
  let read = 0
  for (const each of readInput(text)) {
    if ((read += 1) % 50 === 0) await rest()
    if (!each.ok) {
      brokenCount += 1
      if (broken.length < brokenShown)
        broken.push(
          `Line ${String(each.line)}, column ${String(each.column)} is not JSON: expected ${each.expected}.`,
        )
      continue
    }
    const record = inspectRecord(each.event, `${each.place} · ${String(read)}`)
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
    pre: hideSecrets(event),
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
