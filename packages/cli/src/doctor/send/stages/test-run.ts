import type { Clock } from '../../../clock.js'
import type { SendChoices } from '../read-send-choices.js'
import type { Sighting } from '../amplitude/find-person.js'
import type { TestExperiment, TestPerson } from '../segment/test-impression.js'
import type { Asked } from '../failure.js'

/** What a test impression is sent along, and what watches it there. */
export interface Road {
  readonly choices: Pick<SendChoices, 'trackUrl' | 'writeKey' | 'otherSegmentRegion' | 'waitMs'>
  readonly person: TestPerson
  readonly experiment: TestExperiment
  /** Of this command. */
  readonly version: string
  readonly newId: () => string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly deadlineMs: number
  /** Looks at what Amplitude has of the person. */
  readonly look: () => Promise<Asked<Sighting | undefined>>
  /** Where Amplitude is. */
  readonly amplitudeHost: string
  /** Told of each impression as it is sent. */
  readonly onSend: () => void
  /** Told of what is waited for, in a few words. */
  readonly onWait: (words: string) => void
}
