import type { Check, StageName } from '../../check.js'
import { awaitArrival } from './wait-for-arrival.js'
import { awaitProperty } from './wait-for-property.js'
import { awaitUnset } from './wait-for-unset.js'
import { findCopies } from './look-for-copies.js'
import type { Road } from './test-run.js'
import { sendOne } from '../segment/send-impression.js'
import { impressionsOf, type Sighting } from '../amplitude/find-person.js'

/**
 * Sends the test impressions and gives each stage as it ends; those that were not reached, too. Returns the person as they
 * were seen last.
 */
export async function* walkRoad(road: Road): AsyncGenerator<Check, Sighting | undefined> {
  const sent = await sendOne(road, true)
  const { host, ms, findings } = sent
  yield {
    name: 'segment',
    findings,
    isMade: true,
    note: { code: 'SEGMENT_TOOK_IT', params: { host, ms } },
    ms,
  }
  if (findings.length > 0) return yield* leaveOut(undefined, 'amplitude', 'property', 'unset', 'copies')

  const arrival = await awaitArrival(road, sent)
  yield arrival.stage
  let { sighting } = arrival
  if (sighting === undefined || impressionsOf(sighting).length === 0)
    return yield* leaveOut(sighting, 'property', 'unset', 'copies')

  const property = await awaitProperty(road, sighting)
  yield property.stage
  ;({ sighting } = property)
  let impressions = 1
  if (property.isSet) {
    impressions = 2
    const unset = await awaitUnset(road, sighting)
    yield unset.stage
    ;({ sighting } = unset)
  } else yield* leaveOut(sighting, 'unset')

  const copies = await findCopies(road, sighting, impressions)
  yield copies.stage
  return copies.sighting
}

async function* leaveOut(
  sighting: Sighting | undefined,
  ...names: readonly StageName[]
): AsyncGenerator<Check, Sighting | undefined> {
  for (const name of names)
    yield await Promise.resolve({
      name,
      findings: [],
      isMade: false,
      note: { code: 'STAGE_NOT_REACHED', params: {} },
    } satisfies Check)
  return sighting
}
