import { InvalidAuthenticationError, RetryableError, type RequestClient } from '@segment/actions-core'
import { isObject } from '@experiment-impressions/contract/json'
import { regionalEndpoints } from '@experiment-impressions/delivery'
import { askAmplitude, type AmplitudeAnswer } from './ask-amplitude'
import { describeForeign, isForeign } from './foreign-answer'
import type { Settings } from './generated-types'

interface TestAuthenticationOptions {
  readonly settings: Settings
  /** The endpoint for user searches. */
  readonly url: string
  /** The same endpoint in the other region. Missing if the host brings its own endpoints. */
  readonly otherRegionUrl?: string | undefined
  readonly signal: AbortSignal
}

const regionNames = { north_america: 'North America', europe: 'Europe' } as const

/**
 * Checks that the API key and the secret key belong together in the region. Amplitude answers a user search with 200 and a list of
 * matches whether it finds somebody or not (docs, "Dashboard REST API": "User search"). Only the first event shows whether the
 * key may also ingest.
 * @throws {InvalidAuthenticationError} if Amplitude refuses the keys
 * @throws {RetryableError} if there is no answer, or it isn't Amplitude's
 */
export async function testAuthentication(
  request: RequestClient,
  { settings, url, otherRegionUrl, signal }: TestAuthenticationOptions,
): Promise<void> {
  const answer = await search(url)
  if (answer === undefined)
    throw new RetryableError(
      'The keys couldn’t be tested, because Amplitude couldn’t be reached. Try again later.',
    )
  const { status } = answer
  const said = readUserSearch(answer)
  if (said === 'known') return
  if (said === 'busy')
    throw new RetryableError(
      `Amplitude answered ${String(status)} to a test of the two keys. Try again later.`,
    )
  if (said === 'foreign')
    throw new RetryableError(`The keys couldn’t be tested. ${describeForeign(answer)} Try again later.`)
  const other = otherRegionUrl === undefined ? undefined : await search(otherRegionUrl)
  const region = settings.endpoint === 'europe' ? 'north_america' : 'europe'
  throw new InvalidAuthenticationError(
    other !== undefined && readUserSearch(other) === 'known'
      ? `These keys belong to a project in the other data region. Set the data region to ${regionNames[region]}.`
      : `Amplitude answered ${String(status)} to a test of the two keys. Check that the API key and the secret key belong to the same project, and that neither has changed in Amplitude.`,
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
 * What the answer to a user search says about the two keys.
 *
 * - `known`: they belong together. This is the documented answer, a list of matches.
 * - `refused`: Amplitude doesn't accept them.
 * - `busy`: nothing. Amplitude is over its search quota or has trouble.
 * - `foreign`: nothing, because something other than Amplitude answered.
 */
export function readUserSearch(answer: AmplitudeAnswer): 'known' | 'refused' | 'busy' | 'foreign' {
  const { status, data } = answer
  if (status === 200 && isObject(data) && Array.isArray(data['matches'])) return 'known'
  if (status === 429 || status >= 500) return 'busy'
  return isForeign(answer) ? 'foreign' : 'refused'
}

/** The endpoint for user searches in the region that the settings don't name. */
export function otherUserSearch({ endpoint }: Settings): string {
  return regionalEndpoints[endpoint === 'europe' ? 'north_america' : 'europe'].usersearch
}
