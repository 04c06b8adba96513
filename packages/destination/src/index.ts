export { createDestination, destination, type DestinationOptions } from './destination'
export type { Settings } from './generated-types'
export type { Payload as TrackExposurePayload } from './trackExposure/generated-types'
export type { Payload as TrackImpressionPayload } from './trackImpression/generated-types'
