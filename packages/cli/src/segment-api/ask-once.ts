import { ownPath, parseJson } from '@experiment-impressions/contract/json'
import { fetchErrorCode, readText } from '../fetch-answer.js'
import { readWait } from './read-wait.js'
import type { Clock } from '../clock.js'
import type { SegmentFailure, SegmentMessage } from './segment-api-error.js'
import { headersOf, urlOf, type SegmentRequest } from './segment-request.js'

/** What every request to Segment needs. */
export interface SegmentApi {
  /** Such as `https://api.segmentapis.com`. */
  readonly baseUrl: string
  readonly token: string
  /** Aborted when the user stops the command. */
  readonly signal: AbortSignal
  /** Time limit for one answer, in ms. */
  readonly deadlineMs: number
  readonly clock: Clock
  /** Called before each wait, with a whole sentence. */
  readonly onWait: (words: string) => void
}

/** The result of one try: the `data` of Segment's answer, or the failure. */
export type Answer = { readonly kind: 'data'; readonly data: unknown } | SegmentFailure

/** Size limit of an answer, in bytes. A list of functions takes less than 1 kB for each. */
const mostBytes = 20_000_000

/**
 * Sends a request once. It doesn't follow redirects, since only Segment may have the token.
 * @throws {unknown} if the user stops the command
 */
export async function askOnce(request: SegmentRequest, api: SegmentApi): Promise<Answer> {
  const late = new AbortController()
  const timer = setTimeout(() => {
    late.abort()
  }, api.deadlineMs)
  try {
    const response = await fetch(urlOf(api.baseUrl, request), {
      method: request.method,
      headers: { ...headersOf(request), Authorization: `Bearer ${api.token}` },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      redirect: 'manual',
      signal: AbortSignal.any([api.signal, late.signal]),
    })
    return readAnswer(response, { text: await readText(response, mostBytes), token: api.token })
  } catch (error) {
    if (api.signal.aborted) throw error
    if (late.signal.aborted) return { kind: 'late', deadlineMs: api.deadlineMs }
    return { kind: 'unreachable', cause: causeOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

function causeOf(error: unknown): string {
  // The code differs between Node versions, and Node 24 has none.
  if (ownPath(error, ['cause', 'name']) === 'HTTPParserError') return 'the answer isn’t HTTP'
  return fetchErrorCode(error) ?? 'for an unknown reason'
}

interface Body {
  /** `undefined` if it's too long. */
  readonly text: string | undefined
  readonly token: string
}

/**
 * Segment's envelope has `data` or `errors`, never both: `{ errors: [{ type, message?, field?, data? }] }`
 * (docs.segmentapis.com/tag/Error-Handling, `RequestError` of its SDK).
 */
function readAnswer(response: Response, { text, token }: Body): Answer {
  const { status, headers } = response
  const body = parseJson(text ?? '')
  const data = ownPath(body, ['data'])
  const errors = ownPath(body, ['errors'])
  if (response.ok && typeof data === 'object' && data !== null) return { kind: 'data', data }
  const isPage = status < 400 || /html/i.test(headers.get('content-type') ?? '')
  if (!Array.isArray(errors) && isPage && status < 500 && status !== 429)
    return { kind: 'foreign', status, contentType: mediaTypeOf(headers) }
  return {
    kind: 'refused',
    status,
    messages: (Array.isArray(errors) ? errors : []).flatMap((each) => readMessage(each, token)),
    waitMs: readWait(headers, ownPath(errors, ['0', 'data', 'msBeforeNext'])),
  }
}

function readMessage(error: unknown, token: string): SegmentMessage[] {
  const [type, message, field] = [['type'], ['message'], ['field']].map((path) => {
    const text = ownPath(error, path)
    return typeof text === 'string' && text !== '' ? text.replaceAll(token, '<SEGMENT_API_TOKEN>') : undefined
  })
  const said = message ?? type
  return said === undefined ? [] : [{ message: said, field }]
}

/** The content type without parameters such as `charset`. */
function mediaTypeOf(headers: Headers): string | undefined {
  return headers.get('content-type')?.split(';', 1)[0]?.trim().slice(0, 100)
}
