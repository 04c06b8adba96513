import { storedIdentity } from '../../src/analytics/stored-identity.js'
import type { Identity } from '../../src/impression/pending-impression.js'
import type { TestPage } from './page.js'

/** The identity that a device has stored, by key and place. `undefined` means nothing. */
export interface Device {
  readonly user?: string | undefined
  readonly anonymous?: string | undefined
  readonly userCookie?: string | undefined
  readonly anonymousCookie?: string | undefined
  readonly oldCookie?: string | undefined
  readonly oldestCookie?: string | undefined
}

/** Stores the identity on the page's device. */
export const fill = (page: TestPage, device: Device): void => {
  const local = { ajs_user_id: device.user, ajs_anonymous_id: device.anonymous }
  const cookies = {
    ajs_user_id: device.userCookie,
    ajs_anonymous_id: device.anonymousCookie,
    ajs_user: device.oldCookie,
    _sio: device.oldestCookie,
  }
  page.storage.clear()
  for (const [key, value] of Object.entries(local)) if (value !== undefined) page.storage.setItem(key, value)
  page.cookie = Object.entries(cookies)
    .flatMap(([key, value]) => (value === undefined ? [] : `${key}=${value}`))
    .join('; ')
}

/** Reads the stored identity. Returns `undefined` if it isn't certain. */
export const read = (page: TestPage, device: Device = {}): Identity | undefined => {
  fill(page, device)
  try {
    return storedIdentity('ajs_user_id')
  } catch {
    return undefined
  }
}
