import type { RequestClient } from '@segment/actions-core'
import type { Deadline } from './deadline'

type RequestOptions = NonNullable<Parameters<RequestClient>[1]>

/** What came back, whoever it is from. */
export interface AmplitudeAnswer {
  readonly status: number
  /** Parsed, where it says that it is JSON; else its text. */
  readonly data: unknown
  readonly contentType: string | undefined
  /** Characters of the body. */
  readonly length: number
}

interface AskOptions extends RequestOptions {
  readonly deadline: Deadline
}

/**
 * Asks Amplitude with Segment's own request client, and gives every answer, whatever its status.
 * @throws where there is none before the deadline: no connection, a cut, a body that does not end
 */
export async function askAmplitude(
  request: RequestClient,
  url: string,
  { deadline, ...options }: AskOptions,
): Promise<AmplitudeAnswer> {
  const response = await deadline.race(
    request(url, {
      ...options,
      throwHttpErrors: false,
      // Amplitude redirects nobody, and whoever does would get keys and ids.
      redirect: 'manual',
      // Otherwise the framework clones the answer, and a large one (a 400 that names many events, a firewall's page) never ends.
      skipResponseCloning: true,
    }),
  )
  return {
    status: response.status,
    data: response.data,
    // A host that answers by itself, without a network, has none.
    contentType: (response.headers as Headers | undefined)?.get('content-type')?.split(';')[0],
    length: (response as { readonly content?: string }).content?.length ?? 0,
  }
}

/** What an answer says that is none of Amplitude's documented ones; nothing of its body, which may be anybody's. */
export function describeForeign({ status, contentType, length }: AmplitudeAnswer): string {
  const kind = contentType ?? 'no content type'
  const size = length < 1000 ? `${String(length)} characters` : `${String(Math.round(length / 1000))} kB`
  return status >= 300 && status < 400
    ? `Something else answered there with a redirect (${String(status)}), which is not followed.`
    : `Something else answered there (${String(status)}, ${kind}, ${size}), such as a proxy or a captive portal.`
}
