import { MultiStatusResponse, type JSONLikeObject } from '@segment/actions-core'
import type { Delivered } from './portable/deliver-prepared'
import { toSegmentError } from './to-segment-error'
import type { Payload } from './trackImpression/generated-types'

/**
 * The answer for each payload of a batch, index for index. `sent` is Amplitude's event, where one was made; without
 * it Segment reports a failure as the integration's own, with it as Amplitude's.
 */
export function toMultiStatus(
  payloads: readonly Payload[],
  delivered: readonly Delivered[],
): MultiStatusResponse {
  const response = new MultiStatusResponse()
  for (const [index, one] of delivered.entries()) {
    if (one.kind === 'accepted') {
      response.setSuccessResponseAtIndex(index, {
        status: 200,
        sent: toJson(one.event),
        body: 'Accepted by Amplitude.',
      })
    } else if (one.kind === 'skip') {
      response.setSuccessResponseAtIndex(index, {
        status: 200,
        sent: toJson(payloads[index]),
        body: `Not sent. ${one.reason}`,
      })
    } else {
      const sent = one.kind === 'failed' ? { sent: toJson(one.event) } : {}
      response.setErrorResponseAtIndex(index, { ...toSegmentError(one), ...sent })
    }
  }
  return response
}

/** Events and payloads are JSON already; the framework's type is only stricter about `unknown`. */
function toJson(value: object | undefined): JSONLikeObject {
  return value as JSONLikeObject
}
