import type { Clock } from '../../../clock.js'
import type { Check } from '../../check.js'
import type { FoundPerson } from '../amplitude/find-person.js'
import type { LookupAnswer } from '../amplitude/lookups.js'
import type { SendChoices } from '../read-send-choices.js'
import type { TestExperiment, TestPerson } from '../segment/test-impression.js'

/** What every stage of one run of `doctor --send` needs. */
export interface TestRun {
  readonly choices: Pick<SendChoices, 'trackUrl' | 'writeKey' | 'otherSegmentRegion' | 'waitMs'>
  readonly person: TestPerson
  readonly experiment: TestExperiment
  /** The version of this command. */
  readonly version: string
  readonly newId: () => string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly deadlineMs: number
  /** Looks for the test person in Amplitude. */
  readonly look: () => Promise<LookupAnswer<FoundPerson | undefined>>
  readonly amplitudeHost: string
  /** Called before each impression is sent. */
  readonly onSend: () => void
  /** Called with a few words of progress. */
  readonly onWait: (words: string) => void
}

/** The result of a stage, and the person as last seen. */
export interface StageResult<Person = FoundPerson | undefined> {
  readonly stage: Check
  readonly found: Person
}
