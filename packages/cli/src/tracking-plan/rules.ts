import {
  type JsonSchema,
  preTransformation,
  preTransformationJsonSchema,
} from '@experiment-impressions/contract'

/** A rule of a Segment tracking plan, as its Public API takes it. */
export interface TrackingPlanRule {
  readonly type: 'TRACK'
  /** The name of the event. */
  readonly key: string
  readonly version: 1
  /** For the whole event, so that its properties stand two layers deep. */
  readonly jsonSchema: JsonSchema
}

/** What each event means, for the people who read the plan. */
const descriptions: ReadonlyMap<string, string> = new Map([
  [
    preTransformation.impression,
    'A Web Experiment variant was shown on a page, or withheld from a visitor who is out of the experiment. Becomes “[Experiment] Impression” in Amplitude.',
  ],
  [
    preTransformation.exposure,
    'A feature experiment’s variant was used. Becomes “[Experiment] Exposure” in Amplitude.',
  ],
])

/** The rules of both events. Segment picks a rule by the event’s type and name, so the schema says nothing of them. */
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
      // Segment’s editor expects all three of them.
      properties: { ...fields, traits: {} },
      ...conditions,
      required: ['properties'],
    },
  }))
}
