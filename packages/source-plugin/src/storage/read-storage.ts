import { quietly } from '../quietly.js'

/** Parses JSON. Returns `undefined` if the text isn't JSON, and `null` for `null`. */
export const parseJson = (text: string | null | undefined): unknown =>
  quietly((): unknown => JSON.parse(text as string))

/** Reads localStorage. Returns `undefined` if the browser blocks storage, because then even its name throws. */
export const readLocal = (key: string): string | null | undefined => quietly(() => localStorage.getItem(key))

/**
 * Reads a cookie, without the quotes that some servers write around the value. Returns `''` if there is no such cookie. Throws
 * if its value isn't properly encoded or the browser blocks cookies.
 */
export const readCookie = (key: string): string => {
  // The empty cookie at the end is found if there is no other.
  const value = `; ${document.cookie}; ${key}=`.split(`; ${key}=`)[1] as string
  return decodeURIComponent((value.split(';')[0] as string).replace(/^"(.*)./, '$1'))
}

/** Decodes base64 of UTF-8, in which both RudderStack and mParticle store text. Throws if the text is neither. */
export const fromBase64 = (text: string): string =>
  decodeURIComponent(
    atob(text).replace(/[^]/g, (byte) => `%${(byte.charCodeAt(0) + 256).toString(16).slice(1)}`),
  )
