import { readRecordedSession } from '@experiment-impressions/sandbox'
import type { DestinationDefinition } from '@segment/actions-core'
import { checkMappings } from '../../src/doctor/check-mappings.js'
import { parseSubscriptions } from '../../src/doctor/read/read-subscriptions.js'
import { createTestEvents } from '../../src/doctor/trial/test-events.js'
import { withMapping } from './doctor.js'

export const path = (at: string) => ({ '@path': at })

/** Runs the first preset with another mapping through a destination, and returns the findings about batches. */
export async function compare(
  over: Readonly<Record<string, unknown>>,
  definition: DestinationDefinition<never>,
  codes = /^BATCH_/,
) {
  const findings = await findingsOf(over, definition)
  return findings.flatMap(({ severity, code, params }) => {
    if (!codes.test(code)) return []
    const { field = '', single, batch, events } = params as Readonly<Record<string, unknown>>
    return [`${severity} ${code} ${[field, single, batch, events].map(String).join(' ')}`.replace('  ', ' ')]
  })
}

export async function findingsOf(
  over: Readonly<Record<string, unknown>>,
  definition: DestinationDefinition<never>,
) {
  const { findings } = await checkMappings(parseSubscriptions(withMapping(over).slice(0, 1)).subscriptions, {
    definition,
    presets: parseSubscriptions(definition.presets).subscriptions,
    testEvents: createTestEvents(await readRecordedSession()),
  })
  return findings
}
