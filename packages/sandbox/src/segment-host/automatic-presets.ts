import type { DestinationDefinition } from '@segment/actions-core'
import type { Subscription } from './subscription.js'

/** The subscriptions that a destination has as soon as it is enabled. */
export function automaticPresets({ presets = [] }: Pick<DestinationDefinition, 'presets'>): Subscription[] {
  return presets.flatMap((preset) =>
    preset.type === 'automatic' ? [{ ...preset, mapping: preset.mapping ?? {} }] : [],
  )
}
