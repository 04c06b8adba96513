export { deliver } from './deliver.js'
export type { DeliverOptions } from './deliver-options.js'
export type { DeliverableEvent } from './deliverable-event.js'
export {
  endpointsAt,
  regionalEndpoints,
  uploadLimits,
  type Endpoints,
  type Region,
  type UploadApi,
  type UploadLimits,
  type Waits,
} from './endpoints.js'
export type { NamedEvents } from './named-events.js'
export type { Cause, Outcome } from './outcome.js'
export { readAnswer, type Answer, type Verdict } from './read-answer.js'
