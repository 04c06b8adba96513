import {
  type JsonSchema,
  preTransformation,
  preTransformationJsonSchema,
} from '@experiment-impressions/contract'

/** A rule of a Segment tracking plan, in the format of the Public API. */
export interface TrackingPlanRule {
  readonly type: 'TRACK'
  /** The name of the event. */
  readonly key: string
  readonly version: 1
  /** Describes the whole event, so its properties are at `properties.properties`. */
  readonly jsonSchema: JsonSchema
}

/** The meaning of each event, for people who read the plan. */
const descriptions: ReadonlyMap<string, string> = new Map([
  [
    preTransformation.impression,
    'A page showed a Web Experiment variant, or showed none because the visitor isn’t in the experiment. Becomes “[Experiment] Impression” in Amplitude.',
  ],
  [
    preTransformation.exposure,
    'Code used a variant of a feature experiment. Becomes “[Experiment] Exposure” in Amplitude.',
  ],
])

/** The rules for both events. Segment picks a rule by the event’s type and name, so the schema leaves those out. */
export function trackingPlanRules(): readonly TrackingPlanRule[] {
  const { $schema, type, properties, ...conditions } = preTransformationJsonSchema()
  const { type: _type, event: _event, ...fields } = properties as Readonly<Record<string, JsonSchema>>
  return Array.from(descriptions, ([key, description]) => ({
    type: 'TRACK',
    key,
    version: 1,
    jsonSchema: {
      $schema,
      description,
      type,
      // Segment’s editor expects `context`, `properties` and `traits`.
      properties: { ...fields, traits: {} },
      ...conditions,
      required: ['properties'],
    },
  }))
}
