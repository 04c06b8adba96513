import { readResponse, type AmplitudeAnswer } from '@experiment-impressions/destination'
import { fetchErrorCode, readRetryAfter, readText } from '../../fetch-answer.js'

/** The answer to one request; without an answer the cause, in a few words or as the code of a system error. */
export type Response =
  | (AmplitudeAnswer & {
      readonly kind: 'answer'
      /** How long the server asks to wait. */
      readonly retryAfterMs: number | undefined
    })
  | { readonly kind: 'unreachable'; readonly cause: string }

/** Why a request has no usable answer. */
export type Failure =
  | { readonly kind: 'busy'; readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'refused'; readonly status: number }
  /** Another server answered than the expected one. Anybody may have written the body. */
  | {
      readonly kind: 'foreign'
      readonly status: number
      readonly contentType: string | undefined
      readonly length: number
    }
  | Extract<Response, { readonly kind: 'unreachable' }>

interface RequestOptions {
  readonly method: 'GET' | 'POST'
  /** User name and password of Basic authentication. */
  readonly credentials: readonly [string, string]
  readonly json?: unknown
  readonly signal: AbortSignal
  readonly deadlineMs: number
}

/** Longest answer that is read, in bytes: far more than any valid one has. */
const mostBytes = 5_000_000

/**
 * Makes one request. Doesn't follow redirects, because their target would get the keys.
 * @throws as soon as the user stops the command
 */
export async function request(url: string, options: RequestOptions): Promise<Response> {
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
    const content = await readText(response, mostBytes)
    if (content === undefined) return { kind: 'unreachable', cause: 'over 5 MB' }
    const { status, headers } = response
    const answer = readResponse({ status, headers, content } as unknown as Parameters<typeof readResponse>[0])
    return { kind: 'answer', ...answer, retryAfterMs: readRetryAfter(headers) }
  } catch (error) {
    signal.throwIfAborted()
    return { kind: 'unreachable', cause: late.aborted ? 'too late' : causeOf(error) }
  }
}

/** Errors of `fetch` in words. System errors have their own codes. */
const causes: ReadonlyMap<string, string> = new Map([
  ['UND_ERR_SOCKET', 'cut off'],
  ['UND_ERR_CONNECT_TIMEOUT', 'too late'],
])

function causeOf(error: unknown): string {
  const code = fetchErrorCode(error)
  return code === undefined ? 'for an unknown reason' : (causes.get(code) ?? code)
}
