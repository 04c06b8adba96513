import type { Check } from '../../check.js'
import { judgeCopies } from './judge-arrival.js'
import type { Road } from './test-run.js'
import type { Sighting } from '../amplitude/find-person.js'
import { timing } from '../timing.js'
import { watchTrouble } from '../failure-findings.js'
import { watchPerson } from '../amplitude/watch-person.js'

/** Gives copies of the impressions a while to arrive, and looks for them. */
export async function findCopies(road: Road, seen: Sighting, sent: number) {
  const { clock, signal, onWait, amplitudeHost } = road
  onWait('waiting half a minute for copies')
  await clock.wait(timing.settleMs, signal)
  const watched = await watchPerson(road, {
    words: 'looking for copies',
    waitMs: timing.propertyMs,
    isEnough: () => true,
  })
  const { trouble, sighting = seen } = watched
  const stage: Check = {
    name: 'copies',
    findings: trouble === undefined ? judgeCopies(sighting, sent) : [watchTrouble(trouble, amplitudeHost)],
    isMade: true,
    note: { code: 'NO_COPIES', params: { sent } },
  }
  return { stage, sighting }
}
