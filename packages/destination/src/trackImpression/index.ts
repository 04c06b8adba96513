import type { ActionDefinition } from '@segment/actions-core'
import { createExperimentAction, type ActionHost } from '../experiment-action'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'

/** The action that takes `$impression` to Amplitude. */
export function createTrackImpression(host: ActionHost): ActionDefinition<Settings, Payload> {
  return createExperimentAction({
    kind: 'impression',
    title: 'Track Impression',
    description:
      'Sends the impressions of Web Experiment to Amplitude as “[Experiment] Impression”, and sets or unsets the experiment’s user property. If Segment’s own Amplitude destination is on as well, give it the filter `event != "$impression" and event != "$exposure"`, or everything counts twice.',
    ...host,
  })
}
