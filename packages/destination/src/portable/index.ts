/** What other hosts than Segment's catalog run as well: it needs nothing of the framework. */
export { settings } from '../settings'
export { deliverPrepared, type Delivered, type Failure } from './deliver-prepared'
export { prepareEvent, type EventSettings, type Prepared } from './prepare-event'
export { toRawEvent, type OutgoingEvent } from './to-raw-event'
