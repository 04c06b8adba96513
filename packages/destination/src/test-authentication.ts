import { InvalidAuthenticationError, RetryableError, type RequestClient } from '@segment/actions-core'
import { regionalEndpoints } from '@experiment-impressions/delivery'
import type { Settings } from './generated-types'

interface TestAuthenticationOptions {
  readonly settings: Settings
  /** Where users are searched. */
  readonly url: string
  /** The same in the other region; absent where the host brings its own addresses. */
  readonly otherRegionUrl?: string | undefined
}

const regionNames = { north_america: 'North America', europe: 'Europe' } as const

/**
 * Checks that API key and secret key belong together in the region: Amplitude answers a user search with 200 whether
 * it finds somebody or not (docs, "Dashboard REST API": "User search"). Whether the key may also ingest is not known
 * before the first event.
 */
export async function testAuthentication(
  request: RequestClient,
  { settings, url, otherRegionUrl }: TestAuthenticationOptions,
): Promise<void> {
  const status = await statusAt(url)
  if (status === undefined)
    throw new RetryableError(
      'The keys could not be tested, since Amplitude could not be reached. Try again later.',
    )
  if (status < 300) return
  // Past its quota of searches Amplitude has not looked at the keys, or it has and found nothing wrong.
  if (status === 429 || status >= 500)
    throw new RetryableError(
      `Amplitude answered ${String(status)} to a test of the two keys. Try again later.`,
    )
  const isElsewhere = otherRegionUrl !== undefined && (await statusAt(otherRegionUrl)) === 200
  const region = settings.endpoint === 'europe' ? 'north_america' : 'europe'
  throw new InvalidAuthenticationError(
    isElsewhere
      ? `The two keys are of a project in the other data region. Set the data region to ${regionNames[region]}.`
      : `Amplitude answered ${String(status)} to a test of the two keys. Check that the API key and the secret key are of the same project, and that none of them has been changed in Amplitude since.`,
  )

  async function statusAt(address: string): Promise<number | undefined> {
    try {
      const response = await request(address, {
        method: 'get',
        username: settings.apiKey,
        password: settings.secretKey,
        searchParams: { user: 'connection-test' },
        throwHttpErrors: false,
      })
      return response.status
    } catch {
      return undefined
    }
  }
}

/** Where users are searched in the region that the settings do not name. */
export function otherUserSearch({ endpoint }: Settings): string {
  return regionalEndpoints[endpoint === 'europe' ? 'north_america' : 'europe'].usersearch
}
