import type { LiveAnalytics } from './analytics.js'
import { quietly } from './quietly.js'

/** Who is looking at the page, as far as it is known. */
export interface Identity {
  readonly userId?: string | null | undefined
  readonly anonymousId?: string | null | undefined
  /** Read only where they are asked for, and unchecked: they come from the page's storage. */
  readonly traits?: (() => unknown) | undefined
}

/** Reads one stored value; `undefined` where there is none or the browser forbids to look. */
export type ReadStored = (key: string) => string | null | undefined

/** Reads JSON; `undefined` where there is none. */
export const parseJson = (text: string | null | undefined): unknown =>
  quietly((): unknown => JSON.parse(text ?? ''))

/**
 * The id in a stored value: analytics.js writes JSON into localStorage and plain text into cookies, its older versions numbers.
 *
 * A number keeps its own digits, which `JSON.parse` would round past 2^53. Objects, `null` and empty text are no id.
 */
export const parseStoredId = (text: string | null | undefined): string | undefined => {
  const value = parseJson(text)
  const id = typeof value === 'string' ? value : typeof value === 'object' ? '' : text
  if (id) return id
}

/**
 * The identity that analytics.js will have once it is up, from what it stored before.
 *
 * In its order: the user id from localStorage, else the cookie; the anonymous id from the cookie, else localStorage, since only
 * the cookie carries it from one subdomain to the next (analytics-next 1.84, `universalStorage.ts`, `getConsistent`).
 */
export const storedIdentity = (local: ReadStored, cookie: ReadStored, userIdKey: string): Identity => ({
  userId: parseStoredId(local(userIdKey)) ?? parseStoredId(cookie(userIdKey)),
  anonymousId: parseStoredId(cookie('ajs_anonymous_id')) ?? parseStoredId(local('ajs_anonymous_id')),
  traits: () => parseJson(local('ajs_user_traits')),
})

/** The identity that a live analytics.js has now. */
export const liveIdentity = (analytics: LiveAnalytics): Identity => ({
  userId: analytics.user().id(),
  anonymousId: analytics.user().anonymousId(),
  traits: () => analytics.user().traits(),
})

/** Reads localStorage; browsers throw on the mere mention of it where storage is blocked. */
export const readLocal: ReadStored = (key) => quietly(() => localStorage.getItem(key))

/** Reads a cookie by its name; one that is not properly encoded is none, as in analytics.js. */
export const readCookie: ReadStored = (key) =>
  quietly(() => decodeURIComponent(`; ${document.cookie}`.split(`; ${key}=`)[1]?.split(';')[0] ?? ''))
