import { experimentViewed, preTransformation } from './vocabulary.js'

type Part = 'flagKey' | 'variant' | 'experimentKey'

/** The name of a Segment event about an experiment, and where its parts are. */
export interface EventSpec extends Readonly<Record<Part, string>> {
  readonly event: string
  readonly kind: 'impression' | 'exposure'
  /** The places of the properties in the event. */
  readonly paths: Readonly<Record<Part, readonly [string, string]>>
}

type Names = Pick<EventSpec, Part | 'event' | 'kind'>

const { impression, exposure, flagKey, variant, experimentKey } = preTransformation

/** Every kind of Segment event about an experiment. */
const eventSpecs: readonly EventSpec[] = [
  withPaths({ event: impression, kind: 'impression', flagKey, variant, experimentKey }),
  withPaths({ event: exposure, kind: 'exposure', flagKey, variant, experimentKey }),
  withPaths({ ...experimentViewed, kind: 'exposure' }),
]

const byName: ReadonlyMap<unknown, EventSpec> = new Map(eventSpecs.map((spec) => [spec.event, spec]))

/** The spec of the event with this name; `undefined` if it isn't about an experiment. */
export function eventSpecOf(name: unknown): EventSpec | undefined {
  return byName.get(name)
}

function withPaths(names: Names): EventSpec {
  const at = (part: Part) => ['properties', names[part]] as const
  return {
    ...names,
    paths: { flagKey: at('flagKey'), variant: at('variant'), experimentKey: at('experimentKey') },
  }
}
