import { escapeText } from '@experiment-impressions/contract'
import type { CountedCalls, EventRecord } from '@experiment-impressions/inspection'
import { systemClock } from '../clock.js'
import type { Context } from '../command.js'
import { createCallReport } from './call-report.js'
import { safeJson } from '../terminal/safe-json.js'
import { wrapLines } from '../terminal/wrap-lines.js'
import { hideKey, hideKeyInWords, hasAmplitudeKey } from './real-amplitude.js'
import { renderReasons, renderRepeat, renderRetry, renderUnshowable } from './render-reasons.js'
import { renderRecord } from './render-record.js'
import type { RealAmplitude, SandboxKeys } from '../sandbox-module.js'
import { isDelivered, renderTally, type Outcomes, type Tally } from './tally.js'
import { renderServing, renderStart } from './render-start.js'

/** Reports what happens in a sandbox, in words or as JSON lines. */
export interface Reporter {
  start(url: string): Promise<void>
  readonly event: (record: EventRecord) => void
  readonly retry: (record: EventRecord, waitMs: number) => void
  readonly repeat: (record: EventRecord) => void
  readonly call: (record: EventRecord) => void
  summary(session: Tally): Promise<void>
  serving(url: string, keys: SandboxKeys): Promise<void>
  /** Says what is left to say. */
  end(): void
  /** Counts the events so far by outcome. */
  outcomes(): Outcomes
}

interface ReporterOptions {
  readonly asJson: boolean
  /** `undefined` for the sandbox's own. */
  readonly amplitude: RealAmplitude | undefined
}

/** A reporter that writes to stdout. */
export function createReporter(
  { io, style, dependencies }: Context,
  { asJson, amplitude }: ReporterOptions,
): Reporter {
  // Counts only: a sandbox may run for days.
  const outcomes = new Map<string, number>()
  const layout = { columns: io.isTTY ? io.columns : undefined, style }
  const hide = (text: string): string => (amplitude === undefined ? text : hideKey(text, amplitude))
  // Whether a blank line separates what follows from the start.
  let isSeparated = false
  const print = async (text: string): Promise<void> => {
    isSeparated = false
    await io.stdout(`${hide(text)}\n`)
  }
  const json = (value: unknown): Promise<void> => print(safeJson(value))
  // An event that can’t be shown must not stop other events, or its own delivery.
  const showJson = (record: EventRecord): void => {
    try {
      void json(record)
    } catch {
      void json({ id: record.id, error: 'could not be shown' })
    }
  }
  const show = (
    record: EventRecord,
    reasonsOf: (record: EventRecord) => readonly string[],
    outcome: string = record.outcome,
  ): void => {
    let text: string
    try {
      const safe = amplitude === undefined ? record : hideKeyInWords(record, amplitude)
      text = [renderRecord(safe, { ...layout, outcome: hide(outcome) }), ...reasonsOf(safe)].join('\n')
    } catch {
      text = renderUnshowable(record, layout)
    }
    void print(text)
  }
  const reasons = (safe: EventRecord) => renderReasons(safe, layout)
  const calls = createCallReport({
    show: (record) => {
      if (!asJson) show(record, reasons)
    },
    say: (sentence, hasNearMiss) => {
      if (asJson) return
      const text = wrapLines(escapeText(sentence), layout.columns)
      void print(hasNearMiss ? style.warning(text) : style.faint(text))
    },
    clock: dependencies.clock ?? systemClock,
    signal: io.signal,
  })
  return {
    async start(url) {
      if (asJson) {
        await json({ start: { url, amplitude: amplitude?.region ?? 'sandbox' } })
        return
      }
      const words = renderStart({ amplitude, hasUnusedKey: hasAmplitudeKey(io) }, style)
      await print(`${wrapLines(words, layout.columns)}\n`)
      isSeparated = true
    },
    event(record) {
      outcomes.set(record.outcome, (outcomes.get(record.outcome) ?? 0) + 1)
      calls.event()
      if (asJson) showJson(record)
      else show(record, reasons)
    },
    retry(record, waitMs) {
      calls.event()
      if (!asJson) show(record, (safe) => renderRetry(safe, layout, waitMs))
    },
    repeat(record) {
      calls.event()
      if (!asJson) show(record, () => renderRepeat(layout), 'dropped')
    },
    call: calls.call,
    async summary(session) {
      if (asJson) {
        const otherCalls = calls.counted().map(toJson)
        await json({ summary: { ...session, delivered: isDelivered(session), otherCalls } })
        return
      }
      await print(`\n${wrapLines(renderTally(session, style), layout.columns)}`)
      calls.sayCounts()
    },
    async serving(url, keys) {
      if (asJson) return
      calls.watch()
      const ways = renderServing({ url, keys: amplitude === undefined ? keys : undefined }, style)
      await print(isSeparated ? ways : `\n${ways}`)
    },
    end: calls.sayCounts,
    outcomes: () => Object.fromEntries(outcomes),
  }
}

function toJson({ name, count, nearMiss }: CountedCalls) {
  return { name: name ?? null, count, ...(nearMiss === undefined ? {} : { issue: nearMiss.code }) }
}
