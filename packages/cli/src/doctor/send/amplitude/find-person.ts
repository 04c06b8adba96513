import { postTransformation } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import type { Lookups } from './lookups.js'
import type { Activity, SeenEvent } from './read-lookup.js'
import type { TestPerson } from '../segment/test-impression.js'
import type { Asked } from '../failure.js'

/** The test person as Amplitude has them. */
export interface Sighting extends Activity {
  readonly amplitudeId: number
  /** Which of the two ids led to them. */
  readonly foundBy: 'user id' | 'device id'
}

/**
 * Looks for the test person and what Amplitude has of them; answers `undefined` as long as it knows nobody by either id. Once
 * found, they are not searched for again. By device id it looks from the second time on: usually the user id is enough.
 */
export function createLook(
  lookups: Lookups,
  { userId, deviceId }: TestPerson,
): () => Promise<Asked<Sighting | undefined>> {
  let found: Pick<Sighting, 'amplitudeId' | 'foundBy'> | undefined
  let searches = 0

  async function search(): Promise<Asked<typeof found>> {
    searches += 1
    const byUser = await lookups.search(userId)
    if (byUser.kind !== 'answered') return byUser
    const user = byUser.value.find((match) => match.userId === userId)
    if (user !== undefined) return answered({ amplitudeId: user.amplitudeId, foundBy: 'user id' })
    if (searches === 1) return answered(undefined)
    const byDevice = await lookups.search(deviceId)
    if (byDevice.kind !== 'answered') return byDevice
    const [device] = byDevice.value
    if (device === undefined) return answered(undefined)
    const foundBy = device.userId === userId ? 'user id' : 'device id'
    return answered({ amplitudeId: device.amplitudeId, foundBy })
  }

  return async () => {
    if (found === undefined) {
      const searched = await search()
      if (searched.kind !== 'answered') return searched
      found = searched.value
    }
    if (found === undefined) return answered(undefined)
    const activity = await lookups.activity(found.amplitudeId)
    return activity.kind === 'answered' ? answered({ ...found, ...activity.value }) : activity
  }
}

function answered<T>(value: T): Asked<T> {
  return { kind: 'answered', value }
}

/** The events in the form that experiment analysis understands. */
export function impressionsOf({ events }: Activity): readonly SeenEvent[] {
  return events.filter(({ type }) => type === postTransformation.impression)
}

/**
 * The names of all other events, each once: whatever else became of a test impression. Amplitude adds events of its own, for
 * sessions, and changes of properties without an event stand there as identify events.
 */
export function otherNames({ events }: Activity): string[] {
  const names = events.map(({ type }) => type).filter((type) => !isOwn(type))
  return [...new Set(names)].filter((name) => name !== postTransformation.impression)
}

function isOwn(type: string): boolean {
  return /^(?:session_(?:start|end)|\$(?:group)?identify|)$/.test(type) || type.startsWith('[Amplitude] ')
}

/** Whether an impression in Amplitude has a variant. */
export function hasVariant({ properties }: SeenEvent): boolean {
  const variant = ownPath(properties, [postTransformation.variant])
  return variant !== undefined && variant !== null && variant !== ''
}
