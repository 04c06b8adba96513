import { Agent as HttpAgent } from 'http'
import { Agent as HttpsAgent } from 'https'
import type { RequestClient, RequestOptions } from '@segment/actions-core'

/** What came back, whoever it is from. */
export interface AmplitudeAnswer {
  readonly status: number
  /** Parsed, where it is JSON; else its text. */
  readonly data: unknown
  readonly contentType: string | undefined
  /** Characters of the body. */
  readonly length: number
}

interface AskOptions extends Pick<
  RequestOptions,
  'method' | 'headers' | 'body' | 'json' | 'searchParams' | 'username' | 'password'
> {
  /** Ends the request, wherever it is. */
  readonly signal: AbortSignal
}

/** Far more than any answer of Amplitude's, in bytes. One that never ends must not fill the memory. */
const longestAnswer = 10_000_000

/** How long one request may take, its whole answer included, in ms. */
const requestMs = 10_000

/** How long a request whose socket was closed has to end with an error of its own, in ms. */
const closingMs = 100

/**
 * Asks Amplitude with Segment's own request client, and gives every answer, whatever its status and however long.
 * @throws where there is none: no connection, a cut, a body that does not end, or `signal` was aborted. The connection is
 * closed then.
 */
export async function askAmplitude(
  request: RequestClient,
  url: string,
  { signal, ...options }: AskOptions,
): Promise<AmplitudeAnswer> {
  // The client takes no signal with a request: it merges options, and a signal is none after that (actions-core 3.170,
  // `request-client.ts`, `mergeOptions`). Sockets can be closed, since those of this agent are this request's own.
  const agent = url.startsWith('https:') ? new HttpsAgent() : new HttpAgent()
  const all = {
    ...options,
    throwHttpErrors: false,
    // Amplitude redirects nobody, and whoever does would get keys and ids.
    redirect: 'manual',
    // Otherwise the framework clones the answer, and a large one (a 400 that names many events, a firewall's page) never ends.
    skipResponseCloning: true,
    // It would leave out the time that the body takes.
    timeout: false,
    size: longestAnswer,
    agent,
  }
  const close = (): void => {
    agent.destroy()
  }
  // Its types know neither a limit of size nor an agent for plain HTTP.
  return readResponse(await within(signal, close, () => request(url, all as object)))
}

/** What may be known of a response. Its media type only where it looks like one: it is shown, and may be anybody's. */
export function readResponse(response: Awaited<ReturnType<RequestClient>>): AmplitudeAnswer {
  const { status, data } = response
  // A host that answers by itself, without a network, has neither.
  const { content = '', headers } = response as Partial<typeof response>
  return {
    status,
    // The framework goes by the content type alone, and gives nothing for JSON that is none.
    data: typeof data === 'string' || data === undefined ? parsed(content) : data,
    contentType: /^[\w+.-]{1,40}\/[\w+.-]{1,40}(?=\s*(?:;|$))/.exec(headers?.get('content-type') ?? '')?.[0],
    length: content.length,
  }
}

/** Waits for work as long as its own limit and the signal allow; `close` ends it, and is called in any case. */
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
