import type { DestinationDefinition, RequestClient } from '@segment/actions-core'
import { ownPath } from '@experiment-impressions/contract/json'
import {
  createDestination,
  readResponse,
  readUserSearch,
  type AmplitudeAnswer,
  type Settings,
} from '@experiment-impressions/destination'
import { errorCode } from '../../errors.js'
import type { Endpoints } from '@experiment-impressions/delivery'
import { Destination } from './framework.js'

/** What became of a test of the two keys. */
export type KeysTest =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'busy'; readonly host: string; readonly status: number }
  /** Somebody answered who is not Amplitude. */
  | ({ readonly kind: 'foreign' } & Answered)
  /** `cause` is the code of a system error, such as `ENOTFOUND`, or a few words. */
  | { readonly kind: 'unreachable'; readonly host: string; readonly cause: string }

type KeySettings = Pick<Settings, 'apiKey' | 'secretKey' | 'endpoint'>

/** As much of an answer as may be shown: its body may be anybody's. */
type Answered = Pick<AmplitudeAnswer, 'status' | 'contentType' | 'length'> & { readonly host: string }

/** One request and what came back; without an answer why, where that is known. */
interface Exchange {
  readonly host: string
  answer?: AmplitudeAnswer
  cause?: string
}

interface Recorder {
  readonly exchanges: Exchange[]
  /** Whether the first request has had all the time that there is. */
  readonly isLate: () => boolean
}

interface TestKeysOptions {
  /** Amplitude’s addresses, where they are not the region’s. */
  readonly endpoints: Endpoints | undefined
  /** How long an answer may take, in ms. */
  readonly deadlineMs?: number | undefined
}

/**
 * Has the destination test the keys by itself, as Segment does when somebody enters them, and reads the outcome off what
 * went over the wire: the framework keeps nothing of an error but its words.
 */
export async function testKeys(
  settings: KeySettings,
  { endpoints, deadlineMs }: TestKeysOptions,
): Promise<KeysTest> {
  const exchanges: Exchange[] = []
  const recorder: Recorder = { exchanges, isLate: createClock(Math.min(deadlineMs ?? Infinity, requestMs)) }
  const definition = createDestination({
    ...(endpoints && { endpoints }),
    ...(deadlineMs !== undefined && { deadlineMs }),
  })
  const host = new Destination<Settings>({
    ...definition,
    ...(definition.authentication && {
      authentication: recordingAuthentication(definition.authentication, recorder),
    }),
  })
  let failure: unknown
  try {
    await host.testAuthentication({ ...settings })
  } catch (error) {
    failure = error
  }
  const [first, second] = exchanges
  // Settings that the framework takes are always asked about.
  if (first === undefined) throw new Error('The destination did not test the keys.', { cause: failure })
  if (second?.answer !== undefined && readUserSearch(second.answer) === 'known') return { kind: 'elsewhere' }
  return outcomeOf(first)
}

function outcomeOf({ host, answer, cause }: Exchange): KeysTest {
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

type Authentication = NonNullable<DestinationDefinition<Settings>['authentication']>

function recordingAuthentication(authentication: Authentication, recorder: Recorder): Authentication {
  return {
    ...authentication,
    testAuthentication: (request, input) =>
      authentication.testAuthentication?.(recording(request, recorder), input),
  }
}

function recording(request: RequestClient, { exchanges, isLate }: Recorder): RequestClient {
  const recorded = async (...args: Parameters<RequestClient>) => {
    // Before there is an answer: the destination may give up first.
    const exchange: Exchange = { host: new URL(args[0]).host }
    exchanges.push(exchange)
    try {
      const response = await request(...args)
      exchange.answer = readResponse(response)
      return response
    } catch (error) {
      // Once the time is up, the destination itself closes the connection.
      exchange.cause = isLate() ? tooLate : causeOf(error)
      throw error
    }
  }
  return recorded as RequestClient
}

const tooLate = 'too late'

/** How long the destination waits for one answer at most, in ms. */
const requestMs = 10_000

function createClock(ms: number): () => boolean {
  const startedAt = performance.now()
  // Timers are off by a millisecond now and then.
  return () => performance.now() - startedAt > ms - 5
}

/** Errors of the framework and of node-fetch in words; those of the system have codes of their own. */
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
