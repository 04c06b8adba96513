import type { Identity } from '../impression/pending-impression.js'
import { parseJson, readCookie, readLocal } from '../storage/read-storage.js'

/** The load options of analytics.js that decide where it keeps an identity. */
export interface IdentityOptions {
  readonly disableClientPersistence?: boolean
  readonly storage?: unknown
  readonly user?: { readonly cookie?: { readonly key?: string }; readonly [other: string]: unknown }
}

/**
 * Returns the key of the user id in localStorage and cookies for these load options. Returns `undefined` if they move identities
 * out of their usual place.
 */
export const usualUserIdKey = ({
  disableClientPersistence,
  storage,
  user: { cookie, ...others } = {},
}: IdentityOptions = {}): string | undefined =>
  disableClientPersistence || storage || Object.keys(others)[0] ? undefined : (cookie?.key ?? 'ajs_user_id')

/**
 * Reads the id from a stored text. analytics.js writes JSON into localStorage and plain text into cookies; its older versions
 * wrote numbers. Throws for values that aren't ids although analytics.js would use them as such.
 */
const toId = (text: string | null | undefined): string | undefined => {
  // Falls back to the text itself if that isn't JSON.
  const [id = text] = [parseJson(text) as number | string | null | undefined]
  // `substring` is missing, and throws, for everything except text.
  return Number.isInteger(id) && id ? String(id) : (id as string | null | undefined)?.substring(0)
}

/**
 * Predicts, from what analytics.js stored before, the identity that it will have once it is live. Returns `undefined` or throws
 * if the prediction isn't safe.
 *
 * Reads in the order of analytics.js (analytics-next 1.84, `universalStorage.ts`, `getConsistent`): the user id from localStorage, then from
 * the cookie; the anonymous id from the cookie, then from localStorage. Only the cookie carries the anonymous id from one
 * subdomain to the next. Cookies of its first versions override all of that in their own ways.
 */
export const storedIdentity = (userIdKey: string): Identity | undefined =>
  readCookie('ajs_user') || readCookie('_sio')
    ? undefined
    : {
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty id means nobody
        userId: (toId(readLocal(userIdKey)) ?? toId(readCookie(userIdKey))) || undefined,
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty id counts as absent
        anonymousId: toId(readCookie('ajs_anonymous_id')) || toId(readLocal('ajs_anonymous_id')),
        traits: () => parseJson(readLocal('ajs_user_traits')),
      }
