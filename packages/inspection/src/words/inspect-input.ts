import { nearMiss, escapeText, type Issue, type Severity } from '@experiment-impressions/contract'
import { inspectEvent, type Inspection } from '../forms/inspect-event.js'
import type { BrokenPart, EventPart, InputPart } from '../input/input-part.js'
import { countOf } from '../text/format-number.js'
import { createCallTally, tallySentence } from './call-tally.js'
import {
  countInspection,
  countName,
  countSkipped,
  emptySummary,
  severities,
  type InspectedSummary,
} from './inspected-summary.js'
import { countReading, createReadingTally, readingSentences } from './reading-words.js'

/** What a part of an input is. */
export type Inspected =
  | { readonly is: 'experiment event'; readonly part: EventPart; readonly inspection: Inspection }
  /** Probably meant as an experiment event; the issue says why it isn't one. */
  | { readonly is: 'near miss'; readonly part: EventPart; readonly issue: Issue }
  | { readonly is: 'other call'; readonly part: EventPart }
  | { readonly is: 'broken'; readonly part: BrokenPart }
  | { readonly is: 'text' }

/** A summary in sentences. */
export interface SummaryWords {
  readonly found: string
  readonly skipped: string | undefined
  readonly unreadable: string | undefined
  /** What was unwrapped, and what was read though it isn't JSON. */
  readonly reading: readonly string[]
}

/** Inspects an input part by part, and counts. */
export interface InputInspector {
  readonly inspect: (part: InputPart) => Inspected
  readonly summary: InspectedSummary
  /** Notes that the rest of the input can't be read. */
  readonly failed: () => void
  /** The summary in words. `mark` paints the counts of issues. */
  readonly words: (mark?: (text: string, severity: Severity) => string) => SummaryWords
}

/** Creates the inspector of one input. */
export function createInputInspector(): InputInspector {
  const summary = emptySummary()
  const tally = createCallTally()
  const reading = createReadingTally()
  return {
    summary,
    failed() {
      summary.unreadable += 1
    },
    inspect(part) {
      countReading(reading, part)
      if (part.kind === 'text') return { is: 'text' }
      if (part.kind === 'broken') {
        summary.unreadable += 1
        return { is: 'broken', part }
      }
      const inspection = inspectEvent(part.event)
      if (inspection !== undefined) {
        tally.countExperimentEvent()
        countInspection(summary, inspection, part)
        return { is: 'experiment event', part, inspection }
      }
      const issue = nearMiss(part.event)
      tally.count(part.event)
      countSkipped(summary, part, issue)
      return issue === undefined ? { is: 'other call', part } : { is: 'near miss', part, issue }
    },
    words(mark = (text) => text) {
      const { events, sent, unreadable } = summary
      const issues = severities
        .filter((severity) => summary[countName(severity)] > 0)
        .map((severity) => mark(countOf(summary[countName(severity)], severity), severity))
      const unsent = sent === events ? '' : `, ${String(events - sent)} not sent`
      const sentence = tallySentence(tally)
      const others = sentence === undefined ? undefined : escapeText(sentence)
      return {
        found:
          events === 0
            ? 'No experiment event was found.'
            : `${countOf(events, 'experiment event')}${unsent}: ${issues.join(', ') || 'no issues'}.`,
        skipped: others,
        unreadable:
          unreadable === 0
            ? undefined
            : `${countOf(unreadable, 'part')} of the input couldn’t be read, and ${unreadable === 1 ? 'is' : 'are'} left out.`,
        reading: readingSentences(reading).map(escapeText),
      }
    },
  }
}
