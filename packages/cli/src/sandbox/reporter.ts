import type { Context } from '../command.js'
import { safeJson } from '../terminal/safe-json.js'
import { renderReasons, renderRepeat, renderRetry } from './render-reasons.js'
import { renderRecord } from './render-record.js'
import type { EventRecord, RealAmplitude } from './sandbox-module.js'
import { hasAmplitudeKey } from './read-amplitude.js'
import { isDelivered, renderTally, type Tally } from './tally.js'
import { renderServing } from './render-serving.js'
import { renderStart } from './render-start.js'

/** Tells the user what happens in a sandbox, in words or as JSON lines. */
export interface Reporter {
  start(url: string): Promise<void>
  readonly event: (record: EventRecord) => void
  readonly retry: (record: EventRecord, waitMs: number) => void
  readonly repeat: (record: EventRecord) => void
  summary(session: Tally): Promise<void>
  serving(url: string): Promise<void>
  /** The events so far. */
  records(): readonly EventRecord[]
}

interface ReporterOptions {
  readonly asJson: boolean
  /** `undefined` for the sandbox's own. */
  readonly amplitude: RealAmplitude | undefined
}

/** A reporter that writes to stdout. */
export function createReporter({ io, style }: Context, { asJson, amplitude }: ReporterOptions): Reporter {
  const seen: EventRecord[] = []
  const layout = { columns: io.isTTY ? io.columns : undefined, style }
  const print = async (text: string): Promise<void> => {
    // Amplitude repeats a key that it refuses.
    await io.stdout(
      `${amplitude === undefined ? text : text.replaceAll(amplitude.apiKey, '<AMPLITUDE_API_KEY>')}\n`,
    )
  }
  const json = (value: unknown): Promise<void> => print(safeJson(value))
  return {
    async start(url) {
      if (asJson) await json({ start: { url, amplitude: amplitude?.region ?? 'sandbox' } })
      else await print(`${renderStart({ amplitude, hasUnusedKey: hasAmplitudeKey(io) }, style)}\n`)
    },
    event(record) {
      seen.push(record)
      if (asJson) void json(record)
      else void print([renderRecord(record, layout), ...renderReasons(record, layout)].join('\n'))
    },
    retry(record, waitMs) {
      if (!asJson)
        void print([renderRecord(record, layout), ...renderRetry(record, layout, waitMs)].join('\n'))
    },
    repeat(record) {
      const dropped = { ...record, outcome: 'dropped' }
      if (!asJson) void print([renderRecord(dropped, layout), ...renderRepeat(layout)].join('\n'))
    },
    async summary(session) {
      if (asJson) await json({ summary: { ...session, delivered: isDelivered(session) } })
      else await print(`\n${renderTally(session, style)}`)
    },
    async serving(url) {
      if (!asJson) await print(`\n${renderServing(url, style)}`)
    },
    records: () => seen,
  }
}
