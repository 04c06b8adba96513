import { createFinding, nowhere, type Finding } from '../../finding.js'
import type { FoundPerson } from '../amplitude/find-person.js'
import { hasVariant, impressionsOf } from '../amplitude/read-lookup.js'
import { watchPerson } from '../amplitude/watch-person.js'
import { amplitudeFailure } from '../amplitude/amplitude-failure.js'
import { sendImpression } from '../segment/send-impression.js'
import { timing } from '../timing.js'
import { propertyOf, valueOf } from './experiment-property.js'
import type { StageResult, TestRun } from './test-run.js'

/** Sends an impression without a variant, and waits until the user property is gone. `seen` is the person as last seen. */
export async function waitForUnset(run: TestRun, seen: FoundPerson): Promise<StageResult<FoundPerson>> {
  const { clock, signal, choices, amplitudeHost } = run
  const property = propertyOf(run)
  const result = (findings: readonly Finding[], ms: number, found = seen): StageResult<FoundPerson> => ({
    stage: {
      name: 'unset',
      findings,
      isMade: true,
      note: { code: 'PROPERTY_UNSET', params: { property, ms } },
      ms,
    },
    found,
  })
  const sent = await sendImpression(run, { hasVariant: false })
  if (sent.findings.length > 0) return result(sent.findings, sent.ms)

  await clock.wait(timing.firstLookMs, signal)
  let eventSeenAt: number | undefined
  const isUnset = (person: FoundPerson | undefined): boolean => valueOf(run, person) === undefined
  const { failure, found = seen } = await watchPerson(run, {
    words: 'the user property is still set',
    waitMs: choices.waitMs,
    isEnough: (person) => {
      if (isUnset(person)) return true
      if (isEventThere(person)) eventSeenAt ??= clock.now()
      return eventSeenAt !== undefined && clock.now() - eventSeenAt >= timing.propertyMs
    },
  })
  const ms = clock.now() - sent.sentAt
  if (isUnset(found)) return result([], ms, found)
  const finding =
    failure === undefined
      ? createFinding('PROPERTY_NOT_UNSET', nowhere, { property, isEventThere: isEventThere(found) })
      : amplitudeFailure(failure, amplitudeHost)
  return result([finding], ms, found)
}

function isEventThere(person: FoundPerson | undefined): boolean {
  return person !== undefined && impressionsOf(person).some((event) => !hasVariant(event))
}
