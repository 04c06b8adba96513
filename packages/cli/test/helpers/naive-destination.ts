import {
  MultiStatusResponse,
  type ActionDefinition,
  type DestinationDefinition,
  type JSONLikeObject,
} from '@segment/actions-core'
import { createDestination } from '@experiment-impressions/destination'

type Fields = Readonly<Record<string, unknown>>

interface NaiveOptions {
  /** Changes a payload of a batch; `undefined` refuses it. */
  readonly inBatch?: (payload: Fields) => Fields | undefined
}

/**
 * A destination with the same fields and presets, whose actions send the payload as it is: an empty string is a value to
 * them, but not to the real ones.
 */
export function naiveDestination({ inBatch = (payload) => payload }: NaiveOptions = {}) {
  const definition = createDestination()
  const actions = Object.entries(definition.actions).map(([slug, action]) => {
    const naive: Pick<ActionDefinition<unknown, Fields>, 'perform' | 'performBatch'> = {
      perform: (_, { payload }) => ({ kind: 'accepted', event: toEvent(payload) }),
      performBatch(_, { payload }) {
        const response = new MultiStatusResponse()
        for (const [index, one] of payload.entries()) {
          const taken = inBatch(one)
          if (taken === undefined)
            response.setErrorResponseAtIndex(index, { status: 400, errormessage: 'Not in a batch.' })
          else response.setSuccessResponseAtIndex(index, { status: 200, sent: toEvent(taken), body: 'ok' })
        }
        return response
      },
    }
    return [slug, { ...action, ...naive }]
  })
  return {
    ...definition,
    actions: Object.fromEntries(actions) as unknown,
  } as unknown as DestinationDefinition<never>
}

function toEvent(payload: Fields): JSONLikeObject {
  const { user_id, device_id, insert_id, session_id, groups, flag_key, variant, experiment_key } = payload
  const properties = {
    '[Experiment] Flag Key': flag_key,
    '[Experiment] Variant': variant,
    '[Experiment] Experiment Key': experiment_key,
  }
  const event = {
    event_type: '[Experiment] Impression',
    event_properties: { ...(payload['event_properties'] as object), ...properties },
    user_properties: { $set: { [`[Experiment] ${String(flag_key)}`]: variant } },
    ...{ user_id, device_id, insert_id, session_id, groups },
    country: (payload['device'] as Fields | undefined)?.['country'],
  }
  // Removes undefined values, as JSON does.
  return JSON.parse(JSON.stringify(event)) as JSONLikeObject
}
