import { postTransformation, preTransformation } from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import { createFinding, nowhere, type Finding } from '../../finding.js'
import type { FoundPerson } from '../amplitude/find-person.js'
import { hasVariant, impressionsOf, otherNames, type FoundEvent } from '../amplitude/read-lookup.js'
import type { TestExperiment, TestPerson } from '../segment/test-impression.js'
import { timing } from '../timing.js'

interface Sent {
  readonly person: TestPerson
  readonly experiment: TestExperiment
  readonly messageId: string
}

/** When an impression arrived, in ms after it was sent. */
interface Arrival {
  /** When it was first seen. */
  readonly seenMs: number
  /** When it was last known to be absent. */
  readonly absentMs: number
}

/** Finds what’s wrong with an impression that arrived. Pure. */
export function judgeArrival(found: FoundPerson, sent: Sent, arrival: Arrival): Finding[] {
  const { person, experiment, messageId } = sent
  const events = impressionsOf(found)
  const event = events.find(({ insertId }) => insertId === messageId) ?? events.find(hasVariant) ?? events[0]
  return [
    ...(event === undefined ? judgeForm(found, person) : judgeProperties(event, experiment)),
    ...judgeIds(found, person),
    ...judgeTime(arrival),
  ]
}

/** It arrived, but not in the form that experiment analysis understands. */
function judgeForm(found: FoundPerson, { userId }: TestPerson): Finding[] {
  const names = otherNames(found)
  if (names.length === 0) return [createFinding('IMPRESSION_WITHOUT_EVENT', nowhere, { userId })]
  const isRaw = names.some((name) => rawNames.has(name))
  return [createFinding(isRaw ? 'IMPRESSION_RAW' : 'IMPRESSION_RENAMED', nowhere, { names })]
}

const rawNames: ReadonlySet<string> = new Set([preTransformation.impression, preTransformation.exposure])

function judgeProperties(
  { properties }: FoundEvent,
  { flag, variant, experimentKey }: TestExperiment,
): Finding[] {
  const expected = [
    [postTransformation.flagKey, flag],
    [postTransformation.variant, variant],
    [postTransformation.experimentKey, experimentKey],
  ] as const
  const wrong = expected
    .filter(([name, value]) => ownPath(properties, [name]) !== value)
    .map(([name]) => name)
  if (wrong.length === 0) return []
  const isLost = (name: string): boolean => !isGiven(ownPath(properties, [name]))
  const params = { lost: wrong.filter(isLost), changed: wrong.filter((name) => !isLost(name)) }
  return [createFinding('IMPRESSION_PROPERTIES_WRONG', nowhere, params)]
}

function judgeIds({ foundBy, deviceIds }: FoundPerson, { userId, deviceId }: TestPerson): Finding[] {
  if (foundBy === 'device id') return [createFinding('USER_ID_LOST', nowhere, { userId })]
  return deviceIds.includes(deviceId) ? [] : [createFinding('DEVICE_ID_LOST', nowhere, {})]
}

function judgeTime({ seenMs, absentMs }: Arrival): Finding[] {
  if (absentMs <= timing.lateMs) return []
  const params = { seconds: Math.round(seenMs / 1000), usual: timing.lateMs / 1000 }
  return [createFinding('IMPRESSION_LATE', nowhere, params)]
}
