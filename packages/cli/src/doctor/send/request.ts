import { readResponse, type AmplitudeAnswer } from '@experiment-impressions/destination'
import { fetchErrorCode, readText } from '../../fetch-answer.js'

/** What came back of one request; without an answer why, in a few words or as the code of a system error. */
export type Exchange =
  | (AmplitudeAnswer & {
      readonly kind: 'answer'
      /** How long the other side asks to wait. */
      readonly retryAfterMs: number | undefined
    })
  | { readonly kind: 'unreachable'; readonly cause: string }

interface ExchangeOptions {
  readonly method: 'GET' | 'POST'
  /** The user name and password of Basic authentication. */
  readonly credentials: readonly [string, string]
  readonly json?: unknown
  readonly signal: AbortSignal
  readonly deadlineMs: number
}

/** Far more than any answer that is understood, in bytes. */
const longestAnswer = 5_000_000

/**
 * Makes one request. Redirects aren’t followed: whoever is at their end would get the keys.
 * @throws as soon as the user wants to stop
 */
export async function exchange(url: string, options: ExchangeOptions): Promise<Exchange> {
  const { method, credentials, json, signal, deadlineMs } = options
  const late = AbortSignal.timeout(deadlineMs)
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
      headers: {
        authorization: `Basic ${Buffer.from(credentials.join(':')).toString('base64')}`,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    const content = await readText(response, longestAnswer)
    if (content === undefined) return { kind: 'unreachable', cause: 'over 5 MB' }
    const { status, headers } = response
    const answer = readResponse({ status, headers, content } as unknown as Parameters<typeof readResponse>[0])
    return { kind: 'answer', ...answer, retryAfterMs: waitOf(headers.get('retry-after')) }
  } catch (error) {
    signal.throwIfAborted()
    return { kind: 'unreachable', cause: late.aborted ? 'too late' : causeOf(error) }
  }
}

/** Whole seconds; a date is read as nothing. */
function waitOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined
}

/** Errors of `fetch` in words; those of the system have codes of their own. */
const causes: ReadonlyMap<string, string> = new Map([
  ['UND_ERR_SOCKET', 'cut off'],
  ['UND_ERR_CONNECT_TIMEOUT', 'too late'],
])

function causeOf(error: unknown): string {
  const code = fetchErrorCode(error)
  return code === undefined ? 'for an unknown reason' : (causes.get(code) ?? code)
}
