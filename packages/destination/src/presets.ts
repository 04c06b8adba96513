import { defaultValues, type ActionDefinition, type Preset } from '@segment/actions-core'

/** One subscription for each action, with its default mapping: what an admin gets by enabling the destination. */
export function presetsOf(actions: Readonly<Record<string, ActionDefinition<never>>>): Preset[] {
  return Object.entries(actions).map(([partnerAction, { title, defaultSubscription = '', fields }]) => ({
    name: title,
    subscribe: defaultSubscription,
    partnerAction,
    mapping: defaultValues(fields),
    type: 'automatic',
  }))
}
