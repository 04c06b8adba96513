import type { RequestClient } from '@segment/actions-core'
import type { DeliverOptions } from '@experiment-impressions/delivery'
import { askAmplitude } from './ask-amplitude'

/** Posts uploads until the signal is aborted. */
export function uploadWith(request: RequestClient, url: string, signal: AbortSignal): DeliverOptions['send'] {
  return async (body) => {
    const { status, data } = await askAmplitude(request, url, {
      method: 'post',
      headers: { 'Content-Type': 'application/json' },
      body,
      signal,
    })
    return { status, body: data }
  }
}
