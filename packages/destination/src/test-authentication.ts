import { InvalidAuthenticationError, RetryableError, type RequestClient } from '@segment/actions-core'
import { isObject } from '@experiment-impressions/contract/json'
import { regionalEndpoints } from '@experiment-impressions/delivery'
import { askAmplitude, type AmplitudeAnswer } from './ask-amplitude'
import { describeForeign, isForeign } from './foreign-answer'
import type { Settings } from './generated-types'

interface TestAuthenticationOptions {
  readonly settings: Settings
  /** Where users are searched. */
  readonly url: string
  /** The same in the other region; absent where the host brings its own addresses. */
  readonly otherRegionUrl?: string | undefined
  readonly signal: AbortSignal
}

const regionNames = { north_america: 'North America', europe: 'Europe' } as const

/**
 * Checks that API key and secret key belong together in the region: Amplitude answers a user search with 200 and a list of
 * matches whether it finds somebody or not (docs, "Dashboard REST API": "User search"). Whether the key may also ingest is not
 * known before the first event.
 * @throws {InvalidAuthenticationError} where Amplitude refuses the keys
 * @throws {RetryableError} where nobody answered, or somebody else did
 */
export async function testAuthentication(
  request: RequestClient,
  { settings, url, otherRegionUrl, signal }: TestAuthenticationOptions,
): Promise<void> {
  const answer = await search(url)
  if (answer === undefined)
    throw new RetryableError(
      'The keys could not be tested, since Amplitude could not be reached. Try again later.',
    )
  const { status } = answer
  const said = readUserSearch(answer)
  if (said === 'known') return
  if (said === 'busy')
    throw new RetryableError(
      `Amplitude answered ${String(status)} to a test of the two keys. Try again later.`,
    )
  if (said === 'foreign')
    throw new RetryableError(`The keys could not be tested. ${describeForeign(answer)} Try again later.`)
  const other = otherRegionUrl === undefined ? undefined : await search(otherRegionUrl)
  const region = settings.endpoint === 'europe' ? 'north_america' : 'europe'
  throw new InvalidAuthenticationError(
    other !== undefined && readUserSearch(other) === 'known'
      ? `The two keys are of a project in the other data region. Set the data region to ${regionNames[region]}.`
      : `Amplitude answered ${String(status)} to a test of the two keys. Check that the API key and the secret key are of the same project, and that none of them has been changed in Amplitude since.`,
  )

  async function search(address: string): Promise<AmplitudeAnswer | undefined> {
    try {
      return await askAmplitude(request, address, {
        method: 'get',
        username: settings.apiKey,
        password: settings.secretKey,
        searchParams: { user: 'connection-test' },
        signal,
      })
    } catch {
      return undefined
    }
  }
}

/**
 * What an answer to a search says of the two keys.
 *
 * - `known`: they belong together. The documented answer, a list of matches.
 * - `refused`: Amplitude does not take them.
 * - `busy`: past its quota of searches Amplitude has not looked at the keys, or it has and found nothing wrong.
 * - `foreign`: nothing, since something else answered.
 */
export function readUserSearch(answer: AmplitudeAnswer): 'known' | 'refused' | 'busy' | 'foreign' {
  const { status, data } = answer
  if (status === 200 && isObject(data) && Array.isArray(data['matches'])) return 'known'
  if (status === 429 || status >= 500) return 'busy'
  return isForeign(answer) ? 'foreign' : 'refused'
}

/** Where users are searched in the region that the settings do not name. */
export function otherUserSearch({ endpoint }: Settings): string {
  return regionalEndpoints[endpoint === 'europe' ? 'north_america' : 'europe'].usersearch
}
