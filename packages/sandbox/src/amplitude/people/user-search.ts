import type { People, Person } from './people.js'

/** The body of a user search. */
export interface UserSearchResult {
  readonly matches: readonly { readonly user_id: string | null; readonly amplitude_id: number }[]
  readonly type: 'match_user_or_device_id' | 'match_amplitude_id' | 'match_user_prefix' | 'nomatch'
}

/**
 * Finds people by user id or device id, else by Amplitude id, else by the beginning of their user id.
 * Sources: Amplitude docs, "Dashboard REST API": "User search"; for the types that it doesn't show,
 * crookedneighbor/amplitude, README, "User Search".
 */
export function searchUsers(
  query: string,
  people: Pick<People, 'find' | 'findNumber' | 'users'>,
): UserSearchResult {
  const named = people.find(query)
  if (named !== undefined) return { matches: [matchOf(named)], type: 'match_user_or_device_id' }
  const numbered = people.findNumber(Number(query))
  if (numbered !== undefined) return { matches: [matchOf(numbered)], type: 'match_amplitude_id' }
  const begun = [...people.users()].filter(([userId]) => userId.startsWith(query))
  if (begun.length === 0) return { matches: [], type: 'nomatch' }
  return { matches: begun.map(([, person]) => matchOf(person)), type: 'match_user_prefix' }
}

function matchOf({ userId, amplitudeId }: Person) {
  return { user_id: userId ?? null, amplitude_id: amplitudeId }
}
