import { postTransformation } from '@experiment-impressions/contract'
import { createFinding, nowhere, type Finding } from '../../finding.js'
import { impressionsOf } from '../amplitude/read-lookup.js'
import { watchPerson } from '../amplitude/watch-person.js'
import { amplitudeFailure } from '../amplitude/amplitude-failure.js'
import type { SentImpression } from '../segment/send-impression.js'
import { timing } from '../timing.js'
import { judgeArrival } from './judge-arrival.js'
import type { StageResult, TestRun } from './test-run.js'

/** Waits until the first impression is in Amplitude, in any form, and judges it. */
export async function waitForArrival(
  run: TestRun,
  { messageId, sentAt }: SentImpression,
): Promise<StageResult> {
  const { clock, signal, person, experiment, choices, amplitudeHost } = run
  await clock.wait(timing.firstLookMs, signal)
  let firstSeenAt: number | undefined
  let absentAt = sentAt
  const { found, failure } = await watchPerson(run, {
    words: 'the impression isn’t there yet',
    waitMs: choices.waitMs,
    isEnough: (person) => {
      if (person === undefined) {
        absentAt = clock.now()
        return false
      }
      firstSeenAt ??= clock.now()
      // An impression in another form may come with the right one.
      return impressionsOf(person).length > 0 || clock.now() - firstSeenAt >= timing.settleMs
    },
  })
  const ms = (firstSeenAt ?? clock.now()) - sentAt
  const result = (findings: readonly Finding[]): StageResult => ({
    stage: {
      name: 'amplitude',
      findings,
      isMade: true,
      note: { code: 'IMPRESSION_ARRIVED', params: { name: postTransformation.impression, ms } },
      ms,
    },
    found,
  })
  if (found !== undefined) {
    const arrival = { seenMs: ms, absentMs: absentAt - sentAt }
    return result(judgeArrival(found, { person, experiment, messageId }, arrival))
  }
  if (failure !== undefined) return result([amplitudeFailure(failure, amplitudeHost)])
  const params = { userId: person.userId, otherRegion: choices.otherSegmentRegion }
  return result([createFinding('IMPRESSION_LOST', nowhere, params)])
}
