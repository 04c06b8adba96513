import { quietly } from '../quietly.js'
import type { ConnectSdk } from '../handing-over/sdk.js'
import type { MparticleOptions } from './options.js'
import { createStoredIdentity } from './stored-identity.js'

/** `MessageType.PageEvent`: what `logEvent` makes. */
const PAGE_EVENT = 4
/** `EventType.UserContent`. */
const USER_CONTENT = 5

/** The part of `mParticle` that is used. */
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

/** mParticle warns of attributes that are undefined. */
const withoutUndefined = (properties: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))

/** Looks for mParticle's web SDK (2.x). It is live once it knows whose events it takes. */
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
    // The SDK asks a server who is there before it is live, and may by then have heard of a login.
    viewerOf: (guess, first) => (guess.account ? guess : first),
    findLive() {
      const sdk = find()
      // What a snippet leaves until the SDK is there remembers `ready` alone.
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
