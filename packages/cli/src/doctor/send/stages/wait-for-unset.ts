import type { Check } from '../../check.js'
import { createFinding } from '../../finding.js'
import { propertyOf, valueOf } from './wait-for-property.js'
import type { Road } from './test-run.js'
import { sendOne } from '../segment/send-impression.js'
import { hasVariant, impressionsOf, type Sighting } from '../amplitude/find-person.js'
import { timing } from '../timing.js'
import { watchTrouble } from '../failure-findings.js'
import { watchPerson } from '../amplitude/watch-person.js'

/** Sends an impression without a variant, and waits until the user property is gone. */
export async function awaitUnset(road: Road, seen: Sighting) {
  const { clock, signal, choices, amplitudeHost } = road
  const property = propertyOf(road)
  const stage = (findings: Check['findings'], ms: number): Check => ({
    name: 'unset',
    findings,
    isMade: true,
    note: { code: 'PROPERTY_UNSET', params: { property, ms } },
    ms,
  })
  const sent = await sendOne(road, false)
  if (sent.findings.length > 0) return { stage: stage(sent.findings, sent.ms), sighting: seen }

  await clock.wait(timing.headStartMs, signal)
  let eventSeenAt: number | undefined
  const isUnset = (sighting: Sighting | undefined): boolean => valueOf(road, sighting) === undefined
  const watched = await watchPerson(road, {
    words: 'the user property is still set',
    waitMs: choices.waitMs,
    isEnough: (sighting) => {
      if (isUnset(sighting)) return true
      if (isEventThere(sighting)) eventSeenAt ??= clock.now()
      return eventSeenAt !== undefined && clock.now() - eventSeenAt >= timing.propertyMs
    },
  })
  const { trouble, sighting = seen } = watched
  const ms = clock.now() - sent.sentAt
  if (isUnset(sighting)) return { stage: stage([], ms), sighting }
  const stays = createFinding(
    'PROPERTY_NOT_UNSET',
    { path: [] },
    {
      property,
      isEventThere: isEventThere(sighting),
    },
  )
  return {
    stage: stage([trouble === undefined ? stays : watchTrouble(trouble, amplitudeHost)], ms),
    sighting,
  }
}

function isEventThere(sighting: Sighting | undefined): boolean {
  return sighting !== undefined && impressionsOf(sighting).some((event) => !hasVariant(event))
}
