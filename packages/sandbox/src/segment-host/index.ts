// Segment's side of a destination, on this machine. Serves the sandbox and `impressions doctor`.
export { Destination, resolveMapping } from './framework.js'
export { readFilter, type Filter } from './filter.js'
export type { Ask } from './filter-asks.js'
export {
  automaticPresets,
  batchKeysOf,
  batchSizeOf,
  fixedValue,
  isBatching,
  type Subscription,
} from './subscription.js'
export {
  createSubscriptionRunner,
  type BatchVerdicts,
  type SubscriptionRunner,
} from './subscription-runner.js'
export type { Verdict } from './verdict.js'
export { wrapRequests, type WrapRequest } from './wrap-requests.js'
