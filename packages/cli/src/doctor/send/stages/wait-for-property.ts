import { createFinding, nowhere, type Finding } from '../../finding.js'
import type { FoundPerson } from '../amplitude/find-person.js'
import { watchPerson } from '../amplitude/watch-person.js'
import { amplitudeFailure } from '../amplitude/amplitude-failure.js'
import { timing } from '../timing.js'
import { propertyOf, valueOf } from './experiment-property.js'
import type { StageResult, TestRun } from './test-run.js'

/** Waits until the first impression’s user property is set. `seen` is the person as last seen. */
export async function waitForProperty(
  run: TestRun,
  seen: FoundPerson,
): Promise<StageResult<FoundPerson> & { readonly isSet: boolean }> {
  const { variant } = run.experiment
  const property = propertyOf(run)
  const isSet = (person: FoundPerson | undefined): boolean => valueOf(run, person) === variant
  const watched = isSet(seen)
    ? { found: seen, isEnough: true, ms: 0, failure: undefined }
    : await watchPerson(run, {
        words: 'the user property isn’t set yet',
        waitMs: timing.propertyMs,
        isEnough: isSet,
      })
  const { ms, failure, found = seen } = watched
  const findings: Finding[] = []
  if (failure !== undefined) findings.push(amplitudeFailure(failure, run.amplitudeHost))
  else if (!watched.isEnough) {
    const hasOther = valueOf(run, found) !== undefined
    findings.push(createFinding('PROPERTY_NOT_SET', nowhere, { property, hasOther }))
  }
  return {
    stage: {
      name: 'property',
      findings,
      isMade: true,
      note: { code: 'PROPERTY_SET', params: { property, variant, ms } },
      ms,
    },
    found,
    isSet: watched.isEnough,
  }
}
