import type { Viewer } from '../handing-over/sdk.js'
import { quietly } from '../quietly.js'
import { fromBase64, parseJson, readLocal } from '../storage/read-storage.js'

/** The localStorage key under which the SDK keeps everything. A workspace's token follows. */
const STORAGE_KEY = /^mprtcl-v4(_[^-]*)?$/
const COOKIE = /(?:^|; )mprtcl-v4(?:_[^=-]*)?=([^;]*)/
/** `IdentityType.CustomerId`. */
const CUSTOMER_ID = '1'

type Json = Readonly<Record<string, unknown>>

/**
 * Parses the SDK's JSON, in localStorage and in cookies. It replaces quotes and commas, which a cookie can't contain (SDK 2.68,
 * `persistence.js`).
 */
const parse = (text: string | null | undefined): Json | undefined =>
  parseJson(text?.replace(/\|/g, ',').replace(/'/g, '"')) as Json | undefined

/** Parses a part that is JSON in base64. */
const parsePart = (part: unknown): unknown => quietly(() => parseJson(fromBase64(part as string)))

const toId = (value: unknown): string | undefined => (typeof value === 'string' && value) || undefined

/** Creates the function that predicts, from what mParticle's SDK stored before, whom it will name once it is live. */
export const createStoredIdentity = (): (() => Viewer | undefined) => {
  /** Found only once, because localStorage may be large. */
  let storageKey: string | undefined

  const read = (): Json | undefined => {
    storageKey ??= quietly(() => Object.keys(localStorage).find((key) => STORAGE_KEY.test(key)))
    return (
      parse(storageKey && readLocal(storageKey)) ??
      parse(quietly(() => decodeURIComponent(COOKIE.exec(document.cookie)?.[1] ?? '')))
    )
  }

  return () => {
    const stored = read()
    if (!stored) return undefined
    const mpid = toId(stored['cu'])
    const profile = (mpid && stored[mpid]) as Json | undefined
    const identities = parsePart(profile?.['ui']) as Json | undefined
    return {
      userId: toId(identities?.[CUSTOMER_ID]),
      account: stored['l'] ? mpid : undefined,
      anonymousId: toId((stored['gs'] as Json | undefined)?.['das']),
      traits: () => parsePart(profile?.['ua']),
      // The SDK stores the device as it starts, and the person once a server has named one.
      isDeviceAlone: !mpid,
    }
  }
}
