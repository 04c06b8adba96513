import type { Endpoints } from '@experiment-impressions/delivery'
import { readUserSearch } from '@experiment-impressions/destination'
import { request, type Failure } from '../request.js'
import { readActivity, readMatches, type Activity, type Match } from './read-lookup.js'

export type LookupAnswer<T> = { readonly kind: 'answered'; readonly value: T } | Failure

interface LookupsOptions {
  readonly endpoints: Pick<Endpoints, 'usersearch' | 'useractivity'>
  /** API key and secret key. */
  readonly credentials: readonly [string, string]
  readonly signal: AbortSignal
  readonly deadlineMs: number
}

/** Asks Amplitude about people, one request after another: it allows few at the same time. */
export interface Lookups {
  /** Finds people by a user id or a device id. */
  readonly search: (id: string) => Promise<LookupAnswer<readonly Match[]>>
  readonly activity: (amplitudeId: number) => Promise<LookupAnswer<Activity>>
}

/** Creates the lookups. Sources: Amplitude docs, "Dashboard REST API": "User search", "User activity". */
export function createLookups({ endpoints, ...options }: LookupsOptions): Lookups {
  async function ask<T>(
    address: string,
    user: string,
    read: (data: unknown) => T | undefined,
  ): Promise<LookupAnswer<T>> {
    const url = `${address}?user=${encodeURIComponent(user)}`
    const answer = await request(url, { method: 'GET', ...options })
    if (answer.kind === 'unreachable') return answer
    const { status, data, contentType, length, retryAfterMs } = answer
    const foreign = { kind: 'foreign', status, contentType, length } as const
    if (status === 200) {
      const value = read(data)
      return value === undefined ? foreign : { kind: 'answered', value }
    }
    switch (readUserSearch({ status, data, contentType, length })) {
      case 'busy':
        return { kind: 'busy', status, retryAfterMs }
      case 'refused':
        return { kind: 'refused', status }
      default:
        return foreign
    }
  }

  return {
    search: (id) => ask(endpoints.usersearch, id, readMatches),
    activity: (amplitudeId) => ask(endpoints.useractivity, String(amplitudeId), readActivity),
  }
}
