import { eventSpecOf, preTransformation, type EventSpec } from '@experiment-impressions/contract'
import { own } from '@experiment-impressions/contract/json'

/** Where an experiment event has its flag key, variant and experiment key. Any other event counts as an impression. */
export function partPaths(event: unknown): EventSpec['paths'] {
  const spec = eventSpecOf(own(event, 'event')) ?? impression
  return spec.paths
}

const impression = eventSpecOf(preTransformation.impression) as EventSpec
