import { quietly } from './quietly.js'

/** Reads JSON; `undefined` where there is none. */
export const parseJson = (text: string | null | undefined): unknown =>
  quietly((): unknown => JSON.parse(text ?? ''))

/** Reads localStorage; browsers throw on the mere mention of it where storage is blocked. */
export const readLocal = (key: string): string | null | undefined => quietly(() => localStorage.getItem(key))

/** Reads a cookie. Throws where it is not properly encoded, or cookies are blocked. */
export const readCookie = (key: string): string =>
  decodeURIComponent(`; ${document.cookie}`.split(`; ${key}=`)[1]?.split(';')[0] ?? '')
