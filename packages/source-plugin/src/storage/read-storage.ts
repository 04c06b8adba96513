import { quietly } from '../quietly.js'

/** Reads JSON; `undefined` or `null` where there is none. */
export const parseJson = (text: string | null | undefined): unknown =>
  quietly((): unknown => JSON.parse(text as string))

/** Reads localStorage; browsers throw on the mere mention of it where storage is blocked. */
export const readLocal = (key: string): string | null | undefined => quietly(() => localStorage.getItem(key))

/**
 * Reads a cookie, without the quotes that some servers write around one. Throws where it is not properly encoded, or cookies are
 * blocked.
 */
export const readCookie = (key: string): string => {
  // An empty one of that name behind all others is found where there is no other.
  const value = `; ${document.cookie}; ${key}=`.split(`; ${key}=`)[1] as string
  return decodeURIComponent((value.split(';')[0] as string).replace(/^"(.*)./, '$1'))
}
