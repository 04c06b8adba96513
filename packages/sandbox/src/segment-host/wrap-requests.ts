import type { ActionDefinition, DestinationDefinition, RequestClient } from '@segment/actions-core'

/** Makes a request client from the framework's: one that records requests, for example, or that answers them itself. */
export type WrapRequest = (request: RequestClient) => RequestClient

/** Returns the destination with `wrap` around the request client of every action and of the authentication test. */
export function wrapRequests<Settings>(
  definition: DestinationDefinition<Settings>,
  wrap: WrapRequest,
): DestinationDefinition<Settings> {
  const { authentication, actions } = definition
  const { testAuthentication } = authentication ?? {}
  return {
    ...definition,
    ...(authentication &&
      testAuthentication && {
        authentication: {
          ...authentication,
          testAuthentication: (request, input) => testAuthentication(wrap(request), input),
        },
      }),
    actions: Object.fromEntries(
      Object.entries(actions).map(([key, action]) => [key, wrapAction(action, wrap)]),
    ),
  }
}

function wrapAction<Settings>(
  action: ActionDefinition<Settings>,
  wrap: WrapRequest,
): ActionDefinition<Settings> {
  const { perform, performBatch } = action
  return {
    ...action,
    perform: (request, data): unknown => perform(wrap(request), data),
    ...(performBatch && { performBatch: (request, data): unknown => performBatch(wrap(request), data) }),
  }
}
