import type { RequestClient } from '@segment/actions-core'
import type { DeliverOptions } from '@experiment-impressions/delivery'
import { askAmplitude } from './ask-amplitude'
import type { Deadline } from './deadline'

/** Posts uploads until the deadline. */
export function uploadWith(request: RequestClient, url: string, deadline: Deadline): DeliverOptions['send'] {
  return async (body) => {
    const { status, data } = await askAmplitude(request, url, {
      method: 'post',
      headers: { 'Content-Type': 'application/json' },
      body,
      deadline,
    })
    return { status, body: data }
  }
}
