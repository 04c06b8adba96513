import type { RequestClient } from '@segment/actions-core'
import type { Answer, DeliverOptions } from '@experiment-impressions/delivery'

/** Posts uploads with Segment's own request client, and gives every answer, whatever its status. */
export function uploadWith(request: RequestClient, url: string): DeliverOptions['send'] {
  return async (body): Promise<Answer> => {
    const response = await request(url, {
      method: 'post',
      headers: { 'Content-Type': 'application/json' },
      body,
      throwHttpErrors: false,
      // Amplitude redirects nobody, and the body holds the API key.
      redirect: 'manual',
      // Otherwise the client clones the answer, and one over 16 KB (a 400 that names many events) never ends.
      skipResponseCloning: true,
    })
    return { status: response.status, body: response.data }
  }
}
