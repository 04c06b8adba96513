import { experimentUserProperty } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import type { FoundPerson } from '../amplitude/find-person.js'
import type { TestRun } from './test-run.js'

/** The name of the experiment user property. */
export function propertyOf({ experiment }: Pick<TestRun, 'experiment'>): string {
  return experimentUserProperty(experiment.flag)
}

/** The value of the experiment user property; `undefined` if the person has none. */
export function valueOf(run: Pick<TestRun, 'experiment'>, found: FoundPerson | undefined): unknown {
  return ownPath(found?.properties, [propertyOf(run)]) ?? undefined
}
