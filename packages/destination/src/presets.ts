import { defaultValues, type ActionDefinition, type Preset } from '@segment/actions-core'
import type { Payload } from './trackImpression/generated-types'

type Actions = Readonly<Record<'trackImpression' | 'trackExposure', ActionDefinition<never, Payload>>>

/** The subscriptions that an admin gets when they enable the destination. */
export function presetsOf(actions: Actions): Preset[] {
  return [
    ...Object.entries(actions).map(([partnerAction, { title, defaultSubscription = '', fields }]) => ({
      name: title,
      subscribe: defaultSubscription,
      partnerAction,
      mapping: defaultValues(fields),
      type: 'automatic' as const,
    })),
    {
      name: 'Track Experiment Viewed',
      subscribe: 'type = "track" and event = "Experiment Viewed"',
      partnerAction: 'trackExposure',
      mapping: { ...defaultValues(actions.trackExposure.fields), ...experimentViewed },
      type: 'automatic',
    },
  ]
}

/**
 * The mapping for “Experiment Viewed”, Segment's semantic event for the experiments of other tools.
 * Source: Segment docs, "Spec: A/B Testing".
 */
const experimentViewed = {
  flag_key: { '@path': '$.properties.experiment_name' },
  variant: { '@path': '$.properties.variation_name' },
  experiment_key: { '@path': '$.properties.experiment_id' },
}
