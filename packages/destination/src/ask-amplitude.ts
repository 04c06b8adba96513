import { Agent as HttpAgent } from 'http'
import { Agent as HttpsAgent } from 'https'
import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { parseJson } from '@experiment-impressions/contract/json'

/** An answer, which may come from Amplitude or from anything in front of it. */
export interface AmplitudeAnswer {
  readonly status: number
  /** Parsed if it is JSON, otherwise its text. */
  readonly data: unknown
  readonly contentType: string | undefined
  /** Length of the body in characters. */
  readonly length: number
}

interface AskOptions extends Pick<
  RequestOptions,
  'method' | 'headers' | 'body' | 'json' | 'searchParams' | 'username' | 'password'
> {
  /** Ends the request at any stage. */
  readonly signal: AbortSignal
}

/** In bytes. Far more than any real answer: one that never ends must not fill the memory. */
const longestAnswer = 10_000_000

/** How long one request may take, including its whole answer, in ms. */
const requestMs = 10_000

/** How long a request has to fail on its own once its socket is closed, in ms. */
const closingMs = 100

/**
 * Sends a request with Segment's own request client. Returns any answer, whatever its status and length.
 * @throws if there is no answer: no connection, a dropped connection, a body that doesn't end, or an aborted `signal`. By then
 * the connection is closed.
 */
export async function askAmplitude(
  request: RequestClient,
  url: string,
  { signal, ...options }: AskOptions,
): Promise<AmplitudeAnswer> {
  // The client can't take a signal per request: merging its options breaks the signal (actions-core 3.170,
  // `request-client.ts`, `mergeOptions`). But it can take an agent, and this request's agent can close this request's socket.
  const agent = url.startsWith('https:') ? new HttpsAgent() : new HttpAgent()
  const all = {
    ...options,
    throwHttpErrors: false,
    // Amplitude never redirects, and anybody else who does would get keys and ids.
    redirect: 'manual',
    // Otherwise the framework clones the answer, and a large one (a 400 that names many events, a firewall's page) hangs.
    skipResponseCloning: true,
    // The client's own timeout doesn't cover the body.
    timeout: false,
    size: longestAnswer,
    agent,
  }
  const close = (): void => {
    agent.destroy()
  }
  // The types have neither the size limit nor an agent for plain HTTP.
  return readResponse(await within(signal, close, () => request(url, all as object)))
}

/** Reads a response. Keeps the content type only if it looks like one, because it is shown to people and anybody may have sent it. */
export function readResponse(response: Awaited<ReturnType<RequestClient>>): AmplitudeAnswer {
  const { status, data } = response
  // Missing if the host answers without a network.
  const { content = '', headers } = response as Partial<typeof response>
  return {
    status,
    // The framework only looks at the content type, and returns nothing for invalid JSON.
    data: typeof data === 'string' || data === undefined ? parsedOrText(content) : data,
    contentType: /^[\w+.-]{1,40}\/[\w+.-]{1,40}(?=\s*(?:;|$))/.exec(headers?.get('content-type') ?? '')?.[0],
    length: content.length,
  }
}

/** Waits for `work` until the time limit or the signal. Calls `close` in any case, which also ends the work. */
function within<T>(signal: AbortSignal, close: () => void, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abandoned())
      return
    }
    let timer = setTimeout(abandon, requestMs)
    signal.addEventListener('abort', abandon)
    work()
      .then(resolve, reject)
      .finally(() => {
        stop()
        close()
      })

    function abandon(): void {
      stop()
      close()
      timer = setTimeout(reject, closingMs, abandoned())
    }

    function stop(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', abandon)
    }
  })
}

function abandoned(): Error {
  return new Error('There was no answer in time.')
}

function parsedOrText(text: string): unknown {
  const value = parseJson(text)
  return value === undefined ? text : value
}
