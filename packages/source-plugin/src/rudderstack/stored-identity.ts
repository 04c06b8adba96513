import { fromBase64 } from '../storage/base64.js'
import { quietly } from '../quietly.js'
import type { Viewer } from '../handing-over/sdk.js'
import { parseJson, readCookie, readLocal } from '../storage/read-storage.js'

const PREFIX = 'RS_ENC_v3_'

/**
 * The value in a stored text: JSON, behind a prefix in base64 (`StorageEncryption` of RudderStack's SDK 3); in localStorage that text
 * is JSON again. Undefined for what the older SDKs encrypted.
 */
const decode = (text: string | null | undefined): unknown => {
  const value = parseJson(text) ?? text
  return typeof value === 'string' && value.startsWith(PREFIX)
    ? parseJson(quietly(() => fromBase64(value.slice(PREFIX.length))))
    : undefined
}

/**
 * Where it keeps things, in the order in which it takes them over into the one place that its load options name (SDK 3.34,
 * `migrateDataFromPreviousStorage`).
 */
const read = (key: string): unknown =>
  decode(quietly(() => sessionStorage.getItem(key))) ??
  decode(readLocal(key)) ??
  decode(quietly(() => readCookie(key)))

const toId = (value: unknown): string | undefined => (typeof value === 'string' && value) || undefined

/** Who RudderStack's SDK will name once it is live, from what it stored before. */
export const storedRudderstackIdentity = (): Viewer => {
  const userId = toId(read('rl_user_id'))
  return {
    userId,
    account: userId,
    anonymousId: toId(read('rl_anonymous_id')),
    traits: () => read('rl_trait'),
  }
}
