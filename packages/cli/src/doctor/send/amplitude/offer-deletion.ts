import type { Io } from '../../../io.js'
import { askYesNo, canAsk } from '../../../terminal/ask.js'
import type { Check } from '../../check.js'
import { deletePerson } from './delete-person.js'
import type { SendChoices } from '../read-send-choices.js'
import type { TestPerson } from '../segment/test-impression.js'

interface OfferDeletionOptions {
  readonly person: TestPerson
  /** `undefined` for somebody whom Amplitude doesn’t know. */
  readonly amplitudeId: number | undefined
  readonly io: Io
  readonly deadlineMs: number
}

/** Has the test person deleted where that is wanted; asks on a terminal. */
export async function offerDeletion(
  { deletesPerson, amplitude }: Pick<SendChoices, 'deletesPerson' | 'amplitude'>,
  { person, amplitudeId, io, deadlineMs }: OfferDeletionOptions,
): Promise<Check> {
  const skipped = { name: 'person', findings: [], isMade: false } as const
  if (amplitudeId === undefined) return { ...skipped, note: { code: 'PERSON_NOT_KNOWN', params: {} } }
  const isWanted =
    deletesPerson || (canAsk(io) && (await askYesNo('Delete the test person in Amplitude? [y/N] ', io)))
  io.signal.throwIfAborted()
  if (!isWanted) return { ...skipped, note: { code: 'PERSON_KEPT', params: { userId: person.userId } } }
  return deletePerson({
    person,
    amplitudeId,
    url: amplitude.endpoints.deletions,
    credentials: [amplitude.apiKey, amplitude.secretKey],
    signal: io.signal,
    deadlineMs,
  })
}
