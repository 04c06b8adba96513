import { escapeText } from '@experiment-impressions/contract'
import { systemClock } from '../clock.js'
import type { Context } from '../command.js'
import type { SegmentApi } from './ask-once.js'
import { askSegment } from './ask-segment.js'
import { nameOfRequest, type SegmentRequest } from './segment-request.js'

/** Sends requests to Segment and records them. In a dry run it sends only those that read. */
export interface Session {
  /** Returns the answer's `data`; `undefined` without a token. */
  readonly read: (request: SegmentRequest) => Promise<unknown>
  /** Returns the answer's `data`; `undefined` in a dry run. */
  readonly write: (request: SegmentRequest) => Promise<unknown>
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[]
}

/** A request, and whether it was sent. */
export interface RecordedRequest {
  readonly request: SegmentRequest
  readonly isSent: boolean
}

interface SessionChoices {
  readonly baseUrl: string
  /** `undefined` for a dry run without one. */
  readonly token: string | undefined
  readonly isDryRun: boolean
  readonly asJson: boolean
}

/** Time limit for one answer, in ms: writing takes Segment some seconds. */
const defaultDeadlineMs = 30_000

/** Opens a session. It announces waits on standard error, and on a terminal each request too. */
export function openSession(choices: SessionChoices, { io, dependencies }: Context): Session {
  const { baseUrl, token, isDryRun, asJson } = choices
  const { deadlineMs = defaultDeadlineMs, clock = systemClock } = dependencies
  const say = (words: string): void => {
    io.stderr(`${words}\n`)
  }
  const api = { baseUrl, signal: io.signal, deadlineMs, clock, onWait: say }
  return createSession({
    api: token === undefined ? undefined : { ...api, token },
    isDryRun,
    onRequest: (request) => {
      if (io.isTTY && !asJson) say(`${escapeText(nameOfRequest(request))} …`)
    },
  })
}

interface SessionOptions {
  /** `undefined` without a token. */
  readonly api: SegmentApi | undefined
  readonly isDryRun: boolean
  /** Called before each request is sent. */
  readonly onRequest: (request: SegmentRequest) => void
}

function createSession({ api, isDryRun, onRequest }: SessionOptions): Session {
  const requests: RecordedRequest[] = []
  const ask = async (request: SegmentRequest, isWanted: boolean): Promise<unknown> => {
    const isSent = isWanted && api !== undefined
    requests.push({ request, isSent })
    if (!isSent) return undefined
    onRequest(request)
    return askSegment(request, api)
  }
  return {
    requests,
    read: (request) => ask(request, true),
    write: (request) => ask(request, !isDryRun),
  }
}
