import { readUserSearch } from '@experiment-impressions/destination'
import type { Endpoints } from '@experiment-impressions/delivery'
import { exchange } from '../request.js'
import { readActivity, readMatches, type Activity, type Match } from './read-lookup.js'
import type { Asked } from '../failure.js'

interface LookupsOptions {
  readonly endpoints: Pick<Endpoints, 'usersearch' | 'useractivity'>
  /** API key and secret key. */
  readonly credentials: readonly [string, string]
  readonly signal: AbortSignal
  readonly deadlineMs: number
}

/** Asks Amplitude about people; one question after another, since few are allowed at the same time. */
export interface Lookups {
  /** Whom a user id or a device id belongs to. */
  readonly search: (id: string) => Promise<Asked<readonly Match[]>>
  readonly activity: (amplitudeId: number) => Promise<Asked<Activity>>
}

/** Sources: Amplitude docs, "Dashboard REST API": "User search", "User activity". */
export function createLookups({ endpoints, ...options }: LookupsOptions): Lookups {
  async function ask<T>(
    address: string,
    user: string,
    read: (data: unknown) => T | undefined,
  ): Promise<Asked<T>> {
    const url = `${address}?user=${encodeURIComponent(user)}`
    const answer = await exchange(url, { method: 'GET', ...options })
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
