import type { RequestClient } from '@segment/actions-core'
import { ownPath } from '@experiment-impressions/contract/json'
import type { Endpoints } from '@experiment-impressions/delivery'
import {
  createDestination,
  readResponse,
  readUserSearch,
  type AmplitudeAnswer,
  type Settings,
} from '@experiment-impressions/destination'
import { Destination, wrapRequests } from '@experiment-impressions/sandbox/segment-host'
import type { SandboxKeys } from '../../sandbox-module.js'
import { errorCode } from '../../errors.js'

/** The result of testing the two keys. */
export type KeysTest =
  | { readonly kind: 'accepted' }
  /** They’re the sandbox’s, so Amplitude wasn’t asked. */
  | { readonly kind: 'of sandbox' }
  | { readonly kind: 'refused'; readonly status: number }
  /** The keys belong to the other region. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'busy'; readonly host: string; readonly status: number }
  /** Something other than Amplitude answered. */
  | ({ readonly kind: 'foreign' } & Answered)
  /** `cause` is the code of a system error, such as `ENOTFOUND`, or a few words. */
  | { readonly kind: 'unreachable'; readonly host: string; readonly cause: string }

type KeySettings = Pick<Settings, 'apiKey' | 'secretKey' | 'endpoint'>

/** The parts of an answer that are safe to show. The body isn’t: anybody may have written it. */
type Answered = Pick<AmplitudeAnswer, 'status' | 'contentType' | 'length'> & { readonly host: string }

/** One request and its answer; without an answer the cause, if it’s known. */
interface Exchange {
  readonly host: string
  answer?: AmplitudeAnswer
  cause?: string
}

interface Recorder {
  readonly exchanges: Exchange[]
  /** Whether the first request is out of time. */
  readonly isLate: () => boolean
}

interface TestKeysOptions {
  /** Amplitude’s addresses, if they aren’t the region’s. */
  readonly endpoints: Endpoints | undefined
  readonly sandboxKeys: SandboxKeys
  /** Time limit for an answer, in ms. */
  readonly deadlineMs?: number | undefined
}

/**
 * Runs the destination's own test of the keys, as Segment does when somebody enters them. Reads the result from the
 * requests, because the framework keeps only an error's message.
 */
export async function testKeys(
  settings: KeySettings,
  { endpoints, sandboxKeys, deadlineMs }: TestKeysOptions,
): Promise<KeysTest> {
  const isSandboxes = settings.apiKey === sandboxKeys.apiKey || settings.secretKey === sandboxKeys.secretKey
  if (endpoints === undefined && isSandboxes) return { kind: 'of sandbox' }
  const exchanges: Exchange[] = []
  const recorder: Recorder = {
    exchanges,
    isLate: startTimer(Math.min(deadlineMs ?? Infinity, requestMs)),
  }
  const definition = createDestination({
    ...(endpoints && { endpoints }),
    ...(deadlineMs !== undefined && { deadlineMs }),
  })
  const destination = new Destination<Settings>(
    wrapRequests(definition, (request) => recordRequests(request, recorder)),
  )
  let failure: unknown
  try {
    await destination.testAuthentication({ ...settings })
  } catch (error) {
    failure = error
  }
  const [first, second] = exchanges
  // With valid settings it always makes a request.
  if (first === undefined) throw new Error('The destination did not test the keys.', { cause: failure })
  if (second?.answer !== undefined && readUserSearch(second.answer) === 'known') return { kind: 'elsewhere' }
  return resultOf(first)
}

function resultOf({ host, answer, cause }: Exchange): KeysTest {
  if (answer === undefined) return { kind: 'unreachable', host, cause: cause ?? tooLate }
  const { status, contentType, length } = answer
  switch (readUserSearch(answer)) {
    case 'known':
      return { kind: 'accepted' }
    case 'refused':
      return { kind: 'refused', status }
    case 'busy':
      return { kind: 'busy', host, status }
    case 'foreign':
      return { kind: 'foreign', host, status, contentType, length }
  }
}

function recordRequests(request: RequestClient, { exchanges, isLate }: Recorder): RequestClient {
  const record = async (...args: Parameters<RequestClient>) => {
    // Recorded before the answer, because the destination may give up first.
    const exchange: Exchange = { host: new URL(args[0]).host }
    exchanges.push(exchange)
    try {
      const response = await request(...args)
      exchange.answer = readResponse(response)
      return response
    } catch (error) {
      // When the time is up, the destination itself closes the connection.
      exchange.cause = isLate() ? tooLate : causeOf(error)
      throw error
    }
  }
  return record as RequestClient
}

const tooLate = 'too late'

/** How long the destination waits for one answer, in ms. */
const requestMs = 10_000

/** Starts a timer, and returns a function that says whether the time is up. */
function startTimer(ms: number): () => boolean {
  const startedAt = performance.now()
  // Timers can be off by a millisecond.
  return () => performance.now() - startedAt > ms - 5
}

/** Errors of the framework and of node-fetch in words. System errors have their own codes. */
const causes: ReadonlyMap<unknown, string> = new Map([
  ['max-size', 'over 10 MB'],
  ['body-timeout', tooLate],
  ['REQUESTTIMEOUTERROR', tooLate],
  ['ERR_STREAM_PREMATURE_CLOSE', 'cut off'],
])

function causeOf(error: unknown): string {
  const code = errorCode(error)
  return causes.get(ownPath(error, ['type'])) ?? causes.get(code) ?? code ?? 'for an unknown reason'
}
