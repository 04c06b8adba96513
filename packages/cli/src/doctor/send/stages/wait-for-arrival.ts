import { postTransformation } from '@experiment-impressions/contract'
import type { Check } from '../../check.js'
import { createFinding } from '../../finding.js'
import { judgeArrival } from './judge-arrival.js'
import type { Road } from './test-run.js'
import type { SentOne } from '../segment/send-impression.js'
import { impressionsOf, type Sighting } from '../amplitude/find-person.js'
import { timing } from '../timing.js'
import { watchTrouble } from '../failure-findings.js'
import { watchPerson } from '../amplitude/watch-person.js'

/** Waits until the first impression is in Amplitude, in whatever form, and judges it. */
export async function awaitArrival(road: Road, { messageId, sentAt }: SentOne) {
  const { clock, signal, person, experiment, choices, amplitudeHost } = road
  await clock.wait(timing.headStartMs, signal)
  let firstSeenAt: number | undefined
  let absentAt = sentAt
  const watched = await watchPerson(road, {
    words: 'the impression isn’t there yet',
    waitMs: choices.waitMs,
    isEnough: (sighting) => {
      if (sighting === undefined) {
        absentAt = clock.now()
        return false
      }
      firstSeenAt ??= clock.now()
      // What is there in another form may still be joined by the right one.
      return impressionsOf(sighting).length > 0 || clock.now() - firstSeenAt >= timing.settleMs
    },
  })
  const { sighting, trouble } = watched
  const arrivedAt = firstSeenAt ?? clock.now()
  const ms = arrivedAt - sentAt
  const note = { code: 'IMPRESSION_ARRIVED', params: { name: postTransformation.impression, ms } } as const
  const stage = (findings: Check['findings']): Check => ({
    name: 'amplitude',
    findings,
    isMade: true,
    note,
    ms,
  })
  if (sighting !== undefined)
    return {
      stage: stage(
        judgeArrival(
          sighting,
          { person, experiment, messageId },
          { seenMs: ms, absentMs: absentAt - sentAt },
        ),
      ),
      sighting,
    }
  const lost = createFinding(
    'IMPRESSION_LOST',
    { path: [] },
    {
      userId: person.userId,
      otherRegion: choices.otherSegmentRegion,
    },
  )
  return {
    stage: stage([trouble === undefined ? lost : watchTrouble(trouble, amplitudeHost)]),
    sighting: undefined satisfies Sighting | undefined,
  }
}
