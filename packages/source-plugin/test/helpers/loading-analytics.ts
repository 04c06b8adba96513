import type { LiveAnalytics } from '../../src/analytics/analytics.js'

/** The snippet's stub: a list of calls, which analytics.js runs once it has loaded. */
export const createStub = (rest: object = {}) => {
  let initialize: ((this: unknown) => void) | undefined
  const stub = Object.assign([], rest, {
    track: () => undefined,
    on: (_name: string, listener: (this: unknown) => void) => {
      initialize = listener
    },
  })
  return {
    stub,
    isListenedTo: () => initialize !== undefined,
    becomes: (analytics: LiveAnalytics) => initialize?.call(analytics),
  }
}

/** An `AnalyticsBrowser` that loads. Its methods return promises. */
export const createWrapper = () => {
  const { stub, ...rest } = createStub()
  const { track, on } = stub
  const wrapper: { track: () => void; on: typeof on; instance?: LiveAnalytics } = { track, on }
  return { wrapper, ...rest }
}
