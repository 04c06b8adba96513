import { defaultValues, type ActionDefinition, type Preset } from '@segment/actions-core'
import { experimentViewed } from '@experiment-impressions/contract'
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
      subscribe: `type = "track" and event = "${experimentViewed.event}"`,
      partnerAction: 'trackExposure',
      mapping: { ...defaultValues(actions.trackExposure.fields), ...viewedMapping },
      type: 'automatic',
    },
  ]
}

/** The mapping for “Experiment Viewed”, which has the three parts under names of its own. */
const viewedMapping = {
  flag_key: { '@path': `$.properties.${experimentViewed.flagKey}` },
  variant: { '@path': `$.properties.${experimentViewed.variant}` },
  experiment_key: { '@path': `$.properties.${experimentViewed.experimentKey}` },
}
