import { file, report } from './doctor.js'

/** Runs doctor on these subscriptions. */
export const check = (subscriptions: unknown) => report(['--subscriptions', file('subs.json', subscriptions)])

/** A subscription of Segment's own Amplitude destination. */
export const amplitude = (over: object) => ({
  destination: 'Amplitude (Actions)',
  name: 'Track Calls',
  subscribe: 'type = "track" and event != "Order Completed"',
  partnerAction: 'logEventV2',
  mapping: {},
  ...over,
})

export const impressions = 'type = "track" and event = "$impression"'
export const exposures = 'type = "track" and event = "$exposure"'
