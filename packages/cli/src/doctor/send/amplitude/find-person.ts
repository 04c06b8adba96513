import type { Failure } from '../request.js'
import type { TestPerson } from '../segment/test-impression.js'
import type { Lookups, LookupAnswer } from './lookups.js'
import type { Activity } from './read-lookup.js'

/** The test person as Amplitude shows them. */
export interface FoundPerson extends Activity {
  readonly amplitudeId: number
  /** Which of the two ids found them. */
  readonly foundBy: 'user id' | 'device id'
}

/**
 * Creates a function that looks for the test person and their activity; it returns `undefined` while Amplitude knows
 * neither id. Once found, it doesn't search for them again. It searches for the device id from the second time on, because
 * the user id is usually enough.
 */
export function createPersonFinder(
  lookups: Lookups,
  { userId, deviceId }: TestPerson,
): () => Promise<LookupAnswer<FoundPerson | undefined>> {
  let found: Pick<FoundPerson, 'amplitudeId' | 'foundBy'> | undefined
  let searches = 0

  async function search(): Promise<LookupAnswer<typeof found>> {
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

function answered<T>(value: T): Exclude<LookupAnswer<T>, Failure> {
  return { kind: 'answered', value }
}
