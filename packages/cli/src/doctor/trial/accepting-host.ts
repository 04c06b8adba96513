import type { ActionDefinition, DestinationDefinition, RequestClient } from '@segment/actions-core'
import { Destination } from './framework.js'

/** The settings matter to no mapping, and no request is made with them. */
export const unusedSettings = { apiKey: 'not-used', secretKey: 'not-used', endpoint: 'north_america' }

/** The host of the destination, but for its requests: each is answered as accepted, and none is made. */
export function acceptingHost(definition: DestinationDefinition<never>) {
  const actions = Object.entries(definition.actions).map(
    ([slug, action]: readonly [string, ActionDefinition<never>]) =>
      [
        slug,
        {
          ...action,
          perform: (_: unknown, data: never): unknown => action.perform(accept, data),
          performBatch: (_: unknown, data: never): unknown => action.performBatch?.(accept, data),
        },
      ] as const,
  )
  return new Destination({ ...definition, actions: Object.fromEntries(actions) as never })
}

const accept = (() =>
  Promise.resolve({ status: 200, data: { code: 200, events_ingested: 1 } })) as unknown as RequestClient
