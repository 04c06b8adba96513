import { escapeText } from '@experiment-impressions/contract'
import { systemClock } from '../clock.js'
import type { Context } from '../command.js'
import { nameOfRequest } from './segment-request.js'
import { createSession, type Session } from './session.js'

/** How long an answer may take, in ms: writing takes Segment some seconds. */
const defaultDeadlineMs = 30_000

interface SessionChoices {
  readonly baseUrl: string
  /** `undefined` if there is none, and none is needed. */
  readonly token: string | undefined
  readonly isDryRun: boolean
  readonly asJson: boolean
}

/** Opens a session whose waits, and on a terminal each request, are told on standard error. */
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
