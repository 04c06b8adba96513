import type { LeniencyKind } from './lenient/leniency.js'
import type { Mistake } from './mistake.js'

/** How an event stood in the input. */
export interface Reading {
  /** What it was unwrapped from: `event_payload.batch[]`; empty if from nothing. */
  readonly within: string
  /** The kind of text that it was in; `json` if its text was JSON and nothing else. */
  readonly from: 'json' | 'text' | 'quotes' | 'curl' | 'fetch' | 'method'
  /** What wasn't JSON and could be read all the same, and where. */
  readonly leniencies: readonly { readonly kind: LeniencyKind; readonly line: number }[]
}

/** An event of an input. Lines and indices count from 1. */
export interface EventPart {
  readonly kind: 'event'
  readonly event: unknown
  /** Where the event's text starts, or that of the list or wrapper it's in. */
  readonly line: number
  /** Its place in a list or wrapper; `null` if it isn't in one. */
  readonly index: number | null
  readonly reading: Reading
}

/** A place where the input can't be read as an event. */
export type BrokenPart = { readonly kind: 'broken' } & Mistake

/** Lines of other text around the events, such as a log's, that have no event. */
export interface TextPart {
  readonly kind: 'text'
  readonly lines: number
}

/** A part of an input. */
export type InputPart = EventPart | BrokenPart | TextPart
