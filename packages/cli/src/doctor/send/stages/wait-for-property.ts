import { experimentUserProperty } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import type { Check } from '../../check.js'
import { createFinding } from '../../finding.js'
import type { Road } from './test-run.js'
import type { Sighting } from '../amplitude/find-person.js'
import { timing } from '../timing.js'
import { watchTrouble } from '../failure-findings.js'
import { watchPerson } from '../amplitude/watch-person.js'

/** The name of the experiment user property. */
export function propertyOf({ experiment }: Pick<Road, 'experiment'>): string {
  return experimentUserProperty(experiment.flag)
}

/** The value of the experiment user property; `undefined` where the person has none. */
export function valueOf(road: Pick<Road, 'experiment'>, sighting: Sighting | undefined): unknown {
  return ownPath(sighting?.properties, [propertyOf(road)]) ?? undefined
}

/** Waits until the user property of the first impression is set. It has been seen once already. */
export async function awaitProperty(road: Road, seen: Sighting) {
  const { experiment, amplitudeHost } = road
  const { variant } = experiment
  const property = propertyOf(road)
  const isSet = (sighting: Sighting | undefined): boolean => valueOf(road, sighting) === variant
  const watched = isSet(seen)
    ? { sighting: seen, isEnough: true, ms: 0, trouble: undefined }
    : await watchPerson(road, {
        words: 'the user property isn’t set yet',
        waitMs: timing.propertyMs,
        isEnough: isSet,
      })
  const { ms, trouble, sighting = seen } = watched
  const findings = watched.isEnough
    ? []
    : [
        trouble === undefined
          ? createFinding(
              'PROPERTY_NOT_SET',
              { path: [] },
              {
                property,
                hasOther: valueOf(road, sighting) !== undefined,
              },
            )
          : watchTrouble(trouble, amplitudeHost),
      ]
  const stage: Check = {
    name: 'property',
    findings,
    isMade: true,
    note: { code: 'PROPERTY_SET', params: { property, variant, ms } },
    ms,
  }
  return { stage, sighting, isSet: watched.isEnough }
}
