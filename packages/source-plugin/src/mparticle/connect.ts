import type { ConnectSdk } from '../handing-over/sdk.js'
import { quietly } from '../quietly.js'
import type { MparticleOptions } from './options.js'
import { createStoredIdentity } from './stored-identity.js'

/** `MessageType.PageEvent`, the type of events from `logEvent`. */
const PAGE_EVENT = 4
/** `EventType.UserContent`. */
const USER_CONTENT = 5

/** The part of `mParticle` that this package uses. */
interface MparticleSdk {
  isInitialized?(): unknown
  ready?(callback: () => void): unknown
  getDeviceId(): string | null | undefined
  logBaseEvent(event: object): unknown
  readonly Identity: {
    getCurrentUser(): MparticleUser | null | undefined
  }
}

interface MparticleUser {
  getMPID(): string | undefined
  isLoggedIn(): boolean
  getUserIdentities(): { readonly userIdentities: { readonly customerid?: string } }
  getAllUserAttributes(): unknown
}

/** Removes attributes that are undefined, because mParticle warns about them. */
const withoutUndefined = (properties: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))

/** Connects to mParticle's web SDK (2.x). The SDK is live once it knows its current user. */
export const connectMparticle: ConnectSdk<MparticleOptions> = (
  { instance, instanceKey = 'mParticle', eventType = USER_CONTENT },
  wake,
) => {
  let asked: unknown

  const find = (): MparticleSdk | null | undefined =>
    (instance === undefined ? (window as unknown as Record<string, unknown>)[instanceKey] : instance) as
      MparticleSdk | null | undefined

  return {
    isRefused: () => quietly(find) === null,
    stored: createStoredIdentity(),
    // Before it is live, the SDK asks a server who is there. It may have heard of a login by then.
    viewerOf: (guess, first) => (guess.account ? guess : first),
    findLive() {
      const sdk = find()
      // Until the SDK loads, the snippet's stub only remembers `ready` calls.
      if (sdk && asked !== sdk) {
        asked = sdk
        sdk.ready?.(wake)
      }
      if (sdk?.isInitialized?.() !== true || !sdk.Identity.getCurrentUser()) return undefined
      return {
        current() {
          const user = sdk.Identity.getCurrentUser()
          return {
            userId: user?.getUserIdentities().userIdentities.customerid,
            account: user?.isLoggedIn() ? user.getMPID() : undefined,
            anonymousId: sdk.getDeviceId(),
            traits: () => user?.getAllUserAttributes(),
          }
        },
        send({ event, properties, options: { messageId } }) {
          sdk.logBaseEvent({
            messageType: PAGE_EVENT,
            name: event,
            eventType,
            data: withoutUndefined(properties),
            sourceMessageId: messageId,
          })
        },
      }
    },
  }
}
