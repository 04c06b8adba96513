/** The parts that other hosts run too. They don't need Segment's framework. */
export { settings } from '../settings'
export { deliverTransformed, type Delivered } from './deliver-transformed'
export { settingChoices, type SettingName } from '../setting-names'
export { toRawEvent, type OutgoingEvent } from './to-raw-event'
export { transformEvent, type EventSettings, type Refused, type Transformed } from './transform-event'
