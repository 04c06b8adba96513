import { preTransformation } from '@experiment-impressions/contract'
import { own } from '@experiment-impressions/contract/json'

const names: readonly unknown[] = [preTransformation.impression, preTransformation.exposure]

/** Whether a Segment event is an impression or an exposure, valid or not. */
export function isExperimentEvent(event: unknown): boolean {
  return own(event, 'type') === 'track' && names.includes(own(event, 'event'))
}
