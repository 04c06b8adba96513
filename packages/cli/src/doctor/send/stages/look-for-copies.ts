import { createFinding, nowhere, type Finding } from '../../finding.js'
import type { FoundPerson } from '../amplitude/find-person.js'
import { hasVariant, impressionsOf, otherNames } from '../amplitude/read-lookup.js'
import { watchPerson } from '../amplitude/watch-person.js'
import { amplitudeFailure } from '../amplitude/amplitude-failure.js'
import { timing } from '../timing.js'
import type { StageResult, TestRun } from './test-run.js'

/** Waits a while for copies of the impressions, then looks for them. `sent` counts the impressions that were sent. */
export async function lookForCopies(
  run: TestRun,
  seen: FoundPerson,
  sent: number,
): Promise<StageResult<FoundPerson>> {
  const { clock, signal, onWait, amplitudeHost } = run
  onWait('waiting half a minute for copies')
  await clock.wait(timing.settleMs, signal)
  const { failure, found = seen } = await watchPerson(run, {
    words: 'looking for copies',
    waitMs: timing.propertyMs,
    isEnough: () => true,
  })
  return {
    stage: {
      name: 'copies',
      findings: failure === undefined ? judgeCopies(found, sent) : [amplitudeFailure(failure, amplitudeHost)],
      isMade: true,
      note: { code: 'NO_COPIES', params: { sent } },
    },
    found,
  }
}

/** Checks whether more arrived than was sent. Pure. */
function judgeCopies(person: FoundPerson, sent: number): Finding[] {
  const events = impressionsOf(person)
  const withVariant = events.filter(hasVariant).length
  const others = otherNames(person)
  const isMore = events.length > sent || withVariant > 1 || events.length - withVariant > 1
  // If nothing arrived as an impression, an earlier stage has said so.
  if (!isMore && (others.length === 0 || events.length === 0)) return []
  const withoutInsertId = events.filter(({ insertId }) => insertId === undefined).length
  const params = { impressions: events.length, sent, withoutInsertId, others }
  return [createFinding('IMPRESSION_DOUBLED', nowhere, params)]
}
