import type { Viewer } from '../handing-over/sdk.js'
import { quietly } from '../quietly.js'
import { fromBase64, parseJson, readCookie, readLocal } from '../storage/read-storage.js'

const PREFIX = 'RS_ENC_v3_'

/**
 * Decodes a stored text: JSON in base64 after a prefix (`StorageEncryption` of RudderStack's SDK 3). In localStorage that text is
 * wrapped in JSON again. Returns `undefined` for values that older SDKs encrypted.
 */
const decode = (text: string | null | undefined): unknown => {
  const value = parseJson(text) ?? text
  return typeof value === 'string' && value.startsWith(PREFIX)
    ? parseJson(quietly(() => fromBase64(value.slice(PREFIX.length))))
    : undefined
}

/**
 * Reads a value that the SDK has stored. Tries the places in the SDK's own order when it moves values to the storage in its load
 * options (SDK 3.34, `migrateDataFromPreviousStorage`).
 */
const read = (key: string): unknown =>
  decode(quietly(() => sessionStorage.getItem(key))) ??
  decode(readLocal(key)) ??
  decode(quietly(() => readCookie(key)))

const toId = (value: unknown): string | undefined => (typeof value === 'string' && value) || undefined

/** Predicts, from what RudderStack's SDK stored before, whom it will name once it is live. */
export const storedRudderstackIdentity = (): Viewer => {
  const userId = toId(read('rl_user_id'))
  return {
    userId,
    account: userId,
    anonymousId: toId(read('rl_anonymous_id')),
    traits: () => read('rl_trait'),
  }
}
