import {
  experimentUserProperty,
  postTransformation,
  preTransformation,
  unsetPlaceholder,
  type AmplitudeEvent,
} from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/inspection'
import { ownText } from './own-text.js'

type Properties = Readonly<Record<string, unknown>>

const postNames: ReadonlyMap<string, string> = new Map([
  [preTransformation.impression, postTransformation.impression],
  [preTransformation.exposure, postTransformation.exposure],
  [preTransformation.flagKey, postTransformation.flagKey],
  [preTransformation.variant, postTransformation.variant],
  [preTransformation.experimentKey, postTransformation.experimentKey],
])

const preNames: ReadonlySet<string> = new Set([preTransformation.impression, preTransformation.exposure])

/** Whether an event was sent in its pre-transformation form, for Amplitude to transform: a setting of the destination. */
export function isTransformedAtIngestion({ event_type: type }: AmplitudeEvent): boolean {
  return preNames.has(type)
}

/** What Amplitude makes of an event that it transforms as it takes it in. */
export function readAtIngestion(sent: AmplitudeEvent): AmplitudeEvent {
  const properties = (ownPath(sent, ['event_properties']) ?? {}) as Properties
  const flag = ownText(properties, [preTransformation.flagKey])
  const isGroup = ownPath(properties, ['metadata', 'flagType']) === 'mutual-exclusion-group'
  return {
    ...sent,
    event_type: postNames.get(sent.event_type),
    event_properties: Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [postNames.get(name) ?? name, value]),
    ),
    ...(flag === undefined || isGroup
      ? {}
      : {
          user_properties: operation(
            experimentUserProperty(flag),
            ownPath(properties, [preTransformation.variant]),
          ),
        }),
  } as unknown as AmplitudeEvent
}

function operation(name: string, variant: unknown): Properties {
  return isGiven(variant) ? { $set: { [name]: variant } } : { $unset: { [name]: unsetPlaceholder } }
}
