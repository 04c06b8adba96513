import { parseJson, readCookie, readLocal } from '../storage/read-storage.js'

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

/**
 * The id in a stored text: analytics.js writes JSON into localStorage and plain text into cookies, its older versions numbers.
 * Throws where analytics.js takes for an id what is none.
 */
const toId = (text: string | null | undefined): string | undefined => {
  // The text itself where it is no JSON.
  const [id = text] = [parseJson(text) as number | string | null | undefined]
  // Whatever else there is has no such method.
  return Number.isInteger(id) && id ? String(id) : (id as string | null | undefined)?.substring(0)
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
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty one is nobody's
        userId: (toId(readLocal(userIdKey)) ?? toId(readCookie(userIdKey))) || undefined,
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty one counts as absent
        anonymousId: toId(readCookie('ajs_anonymous_id')) || toId(readLocal('ajs_anonymous_id')),
        traits: () => parseJson(readLocal('ajs_user_traits')),
      }
