import { parseJson, readCookie, readLocal } from './storage.js'

/** Who is looking at the page, as far as it is known. */
export interface Identity {
  readonly userId?: string | null | undefined
  readonly anonymousId?: string | null | undefined
  /** Read only where they are asked for, and unchecked: they come from the page's storage. */
  readonly traits?: () => unknown
}

/** The load options of analytics.js that decide where it keeps an identity. */
export interface IdentityOptions {
  readonly disableClientPersistence?: boolean
  readonly storage?: unknown
  readonly user?: { readonly cookie?: { readonly key?: string }; readonly [other: string]: unknown }
}

/**
 * Where analytics.js keeps the user id with these load options, if it keeps identities where it does by itself, in localStorage
 * and cookies; `undefined` where it was told otherwise.
 */
export const usualUserIdKey = ({
  disableClientPersistence,
  storage,
  user: { cookie, ...others } = {},
}: IdentityOptions = {}): string | undefined =>
  disableClientPersistence || storage || Object.keys(others)[0] ? undefined : (cookie?.key ?? 'ajs_user_id')

/** A stored value: analytics.js writes JSON into localStorage and plain text into cookies, its older versions numbers. */
const parse = (text: string | null | undefined): unknown =>
  text === 'null' ? undefined : (parseJson(text) ?? text)

/** The id that analytics.js makes of a stored value. Throws where it takes for an id what is none. */
const toId = (stored: unknown): string | undefined => {
  if (!stored) return undefined
  if (typeof stored === 'string' || typeof stored === 'number') return String(stored)
  throw new Error()
}

/**
 * The identity that analytics.js will have once it is live, from what it stored before. Undefined, or throws, where that is not
 * sure.
 *
 * In its order: the user id from localStorage, else the cookie; the anonymous id from the cookie, else localStorage, since only
 * the cookie carries it from one subdomain to the next (analytics-next 1.84, `universalStorage.ts`, `getConsistent`). Cookies of
 * its first versions overrule all that in ways of their own.
 */
export const storedIdentity = (userIdKey: string): Identity | undefined =>
  readCookie('ajs_user') || readCookie('_sio')
    ? undefined
    : {
        userId: toId(parse(readLocal(userIdKey)) ?? parse(readCookie(userIdKey))),
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty one counts as absent
        anonymousId: toId(parse(readCookie('ajs_anonymous_id')) || parse(readLocal('ajs_anonymous_id'))),
        traits: () => parseJson(readLocal('ajs_user_traits')),
      }
