import { postTransformation } from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import { createFinding, type Finding } from '../../finding.js'
import type { SeenEvent } from '../amplitude/read-lookup.js'
import { hasVariant, impressionsOf, otherNames, type Sighting } from '../amplitude/find-person.js'
import type { TestExperiment, TestPerson } from '../segment/test-impression.js'
import { timing } from '../timing.js'

interface Sent {
  readonly person: TestPerson
  readonly experiment: TestExperiment
  readonly messageId: string
}

const nowhere = { path: [] }

/** When an impression arrived, in ms after it was sent. */
interface Arrival {
  /** When it was seen first. */
  readonly seenMs: number
  /** When it was known last not to be there. */
  readonly absentMs: number
}

/** What is wrong with an impression that has arrived. Pure. */
export function judgeArrival(
  sighting: Sighting,
  { person, experiment, messageId }: Sent,
  { seenMs, absentMs }: Arrival,
): Finding[] {
  const events = impressionsOf(sighting)
  const event = events.find(({ insertId }) => insertId === messageId) ?? events.find(hasVariant) ?? events[0]
  return [
    ...(event === undefined ? judgeForm(sighting, person) : judgeProperties(event, experiment)),
    ...(sighting.foundBy === 'device id'
      ? [createFinding('USER_ID_LOST', nowhere, { userId: person.userId })]
      : sighting.deviceIds.includes(person.deviceId)
        ? []
        : [createFinding('DEVICE_ID_LOST', nowhere, {})]),
    ...(absentMs > timing.lateMs
      ? [
          createFinding('IMPRESSION_LATE', nowhere, {
            seconds: Math.round(seenMs / 1000),
            usual: timing.lateMs / 1000,
          }),
        ]
      : []),
  ]
}

/** It is there, but not in the form that experiment analysis understands. */
function judgeForm(sighting: Sighting, { userId }: TestPerson): Finding[] {
  const names = otherNames(sighting)
  if (names.length === 0) return [createFinding('IMPRESSION_WITHOUT_EVENT', nowhere, { userId })]
  const isRaw = names.some((name) => name.startsWith('$'))
  return [createFinding(isRaw ? 'IMPRESSION_RAW' : 'IMPRESSION_RENAMED', nowhere, { names })]
}

function judgeProperties(
  { properties }: SeenEvent,
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
  return [
    createFinding('IMPRESSION_PROPERTIES_WRONG', nowhere, {
      lost: wrong.filter(isLost),
      changed: wrong.filter((name) => !isLost(name)),
    }),
  ]
}

/** Whether more has arrived than was sent. `sent` counts the impressions, with and without a variant. Pure. */
export function judgeCopies(sighting: Sighting, sent: number): Finding[] {
  const events = impressionsOf(sighting)
  const withVariant = events.filter(hasVariant).length
  const others = otherNames(sighting)
  const isMore = events.length > sent || withVariant > 1 || events.length - withVariant > 1
  // What arrived under another name alone has been told by then.
  if (!isMore && (others.length === 0 || events.length === 0)) return []
  const withoutInsertId = events.filter(({ insertId }) => insertId === undefined).length
  return [
    createFinding('IMPRESSION_DOUBLED', nowhere, {
      impressions: events.length,
      sent,
      withoutInsertId,
      others,
    }),
  ]
}
