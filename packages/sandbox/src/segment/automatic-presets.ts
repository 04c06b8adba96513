import type { DestinationDefinition, JSONObject } from '@segment/actions-core'

/** The subscriptions that a destination has as soon as it is enabled. */
export function automaticPresets({ presets = [] }: Pick<DestinationDefinition, 'presets'>): JSONObject[] {
  return presets.flatMap((preset) =>
    // A preset is JSON, which its type does not say.
    preset.type === 'automatic' ? [preset as unknown as JSONObject] : [],
  )
}
