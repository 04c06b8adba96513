import type { Check } from '../../check.js'
import type { FoundPerson } from '../amplitude/find-person.js'
import type { PersonWatcher } from '../amplitude/watch-person.js'
import type { SendChoices } from '../read-send-choices.js'
import type { ImpressionSender } from '../segment/send-impression.js'

/** What every stage of one run of `doctor --send` needs. */
export interface TestRun extends ImpressionSender, PersonWatcher {
  readonly choices: Pick<SendChoices, 'trackUrl' | 'writeKey' | 'otherSegmentRegion' | 'waitMs'>
  readonly amplitudeHost: string
}

/** The result of a stage, and the person as last seen. */
export interface StageResult<Person = FoundPerson | undefined> {
  readonly stage: Check
  readonly found: Person
}
