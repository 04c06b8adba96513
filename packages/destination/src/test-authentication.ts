import { InvalidAuthenticationError, type RequestClient } from '@segment/actions-core'
import type { Settings } from './generated-types'

/**
 * Checks that API key and secret key belong together in the region: Amplitude answers a user search with 200 whether
 * it finds somebody or not (docs, "Dashboard REST API": "User search"). Whether the key may also ingest is not known
 * before the first event.
 */
export async function testAuthentication(
  request: RequestClient,
  settings: Settings,
  url: string,
): Promise<void> {
  const response = await request(url, {
    method: 'get',
    username: settings.apiKey,
    password: settings.secretKey,
    searchParams: { user: 'connection-test' },
    throwHttpErrors: false,
  })
  if (response.ok) return
  throw new InvalidAuthenticationError(
    `Amplitude answered ${String(response.status)} to a test of the two keys. Check that the API key and the secret key are of the same project, and that the data region is the one you sign in to.`,
  )
}
