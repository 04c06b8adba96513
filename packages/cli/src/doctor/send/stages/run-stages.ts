import { skippedCheck, type Check, type StageName } from '../../check.js'
import type { FoundPerson } from '../amplitude/find-person.js'
import { impressionsOf } from '../amplitude/read-lookup.js'
import { sendImpression } from '../segment/send-impression.js'
import { lookForCopies } from './look-for-copies.js'
import type { TestRun } from './test-run.js'
import { waitForArrival } from './wait-for-arrival.js'
import { waitForProperty } from './wait-for-property.js'
import { waitForUnset } from './wait-for-unset.js'

/** Sends the test impressions and yields each stage when it ends, or when it’s skipped. Returns the person as last seen. */
export async function* runStages(run: TestRun): AsyncGenerator<Check, FoundPerson | undefined> {
  const sent = await sendImpression(run, { hasVariant: true })
  const { host, ms, findings } = sent
  yield {
    name: 'segment',
    findings,
    isMade: true,
    note: { code: 'SEGMENT_TOOK_IT', params: { host, ms } },
    ms,
  }
  if (findings.length > 0) {
    yield* skip('amplitude', 'property', 'unset', 'copies')
    return undefined
  }

  const arrival = await waitForArrival(run, sent)
  yield arrival.stage
  if (arrival.found === undefined || impressionsOf(arrival.found).length === 0) {
    yield* skip('property', 'unset', 'copies')
    return arrival.found
  }

  const property = await waitForProperty(run, arrival.found)
  yield property.stage
  let { found } = property
  if (property.isSet) {
    const unset = await waitForUnset(run, found)
    yield unset.stage
    found = unset.found
  } else yield* skip('unset')

  const copies = await lookForCopies(run, found, property.isSet ? 2 : 1)
  yield copies.stage
  return copies.found
}

function skip(...names: readonly StageName[]): Check[] {
  return names.map((name) => skippedCheck(name, 'STAGE_NOT_REACHED'))
}
