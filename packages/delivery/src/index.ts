export { deliver } from './deliver.js'
export type { DeliverOptions } from './deliver-options.js'
export type { DeliverableEvent } from './deliverable-event.js'
export {
  endpointPaths,
  endpointsAt,
  regionalEndpoints,
  type EndpointName,
  type Endpoints,
  type Region,
} from './endpoints.js'
export type { Cause, Outcome } from './outcome.js'
export type { Answer } from './read-answer.js'
export { uploadLimits, type UploadApi, type UploadLimits } from './upload-limits.js'
