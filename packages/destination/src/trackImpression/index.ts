import type { ActionDefinition } from '@segment/actions-core'
import { createExperimentAction, type ActionHost } from '../experiment-action'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'

/** The action that sends `$impression` events to Amplitude. */
export function createTrackImpression(host: ActionHost): ActionDefinition<Settings, Payload> {
  return createExperimentAction({
    kind: 'impression',
    title: 'Track Impression',
    description:
      'Sends Web Experiment impressions to Amplitude as “[Experiment] Impression” and sets or unsets the experiment’s user property. If you also use Segment’s own Amplitude destination, give it the filter `event != "$impression" and event != "$exposure"`. Otherwise, every event counts twice.',
    ...host,
  })
}
