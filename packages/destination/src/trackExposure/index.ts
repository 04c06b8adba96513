import type { ActionDefinition } from '@segment/actions-core'
import { createExperimentAction, type ActionHost } from '../experiment-action'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'

/** The action that takes `$exposure` to Amplitude. */
export function createTrackExposure(host: ActionHost): ActionDefinition<Settings, Payload> {
  return createExperimentAction({
    kind: 'exposure',
    title: 'Track Exposure',
    description:
      'Sends the exposures of Feature Experiment to Amplitude as “[Experiment] Exposure”, and sets or unsets the experiment’s user property. If Segment’s own Amplitude destination is on as well, give it the filter `event != "$impression" and event != "$exposure"`, or everything counts twice.',
    ...host,
  })
}
