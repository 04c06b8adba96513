import type { Page } from '../impression/page.js'
import { quietly } from '../quietly.js'
import type { ConnectSdk } from '../handing-over/sdk.js'
import type { RudderstackOptions } from './options.js'
import { storedRudderstackIdentity } from './stored-identity.js'

/** The part of `RudderAnalytics` that is used. */
interface RudderAnalytics {
  readonly analyticsInstances?: Readonly<Record<string, { readonly initialized?: unknown } | undefined>>
  readonly defaultAnalyticsKey?: string
  track(event: string, properties: object, options: object): unknown
  ready?(callback: () => void): unknown
  getUserId(): string | null | undefined
  getAnonymousId(): string | null | undefined
  getUserTraits(): unknown
}

/** RudderStack's own names for a page, of which Segment's are a part; what is absent it fills in from the page on the screen. */
const toRudderstackPage = (page: Page): object => ({
  ...page,
  tab_url: page.url,
  referring_domain: quietly(() => new URL(page.referrer).host) ?? '',
})

/**
 * Looks for RudderStack's SDK (3.x). It is live once it has its identity and before it has heard the site's own calls, which it
 * says by the event `RSA_Initialised`; `ready` comes after all destinations of the page.
 */
export const connectRudderstack: ConnectSdk<RudderstackOptions> = (
  { instance, instanceKey = 'rudderanalytics' },
  wake,
) => {
  /** What said that it is live, and what was asked to say so. */
  let heard: unknown
  let asked: unknown

  // A snippet's stub, an array, never becomes live: the SDK takes its place on `window`.
  const find = (): RudderAnalytics | null | undefined =>
    (instance === undefined || Array.isArray(instance)
      ? (window as unknown as Record<string, unknown>)[instanceKey]
      : instance) as RudderAnalytics | null | undefined

  const hear = (): void => {
    heard = quietly(find)
    wake()
  }
  document.addEventListener('RSA_Initialised', hear)

  return {
    isRefused: () => quietly(find) === null,
    stored: storedRudderstackIdentity,
    // No call of the site's comes before.
    viewerOf: (_guess, first) => first,
    findLive() {
      const sdk = find()
      if (!sdk || Array.isArray(sdk)) return undefined
      const isLive = heard === sdk || sdk.analyticsInstances?.[sdk.defaultAnalyticsKey as string]?.initialized
      if (!isLive) {
        if (asked !== sdk) {
          asked = sdk
          sdk.ready?.(hear)
        }
        return undefined
      }
      return {
        current() {
          // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty one is nobody's
          const userId = sdk.getUserId() || undefined
          return {
            userId,
            account: userId,
            anonymousId: sdk.getAnonymousId(),
            traits: () => sdk.getUserTraits(),
          }
        },
        send({ event, properties, viewer, options: { timestamp, context } }) {
          sdk.track(
            event,
            { ...properties },
            {
              originalTimestamp: timestamp,
              // Of this event alone.
              ...(viewer?.anonymousId && { anonymousId: viewer.anonymousId }),
              ...(context.page && { context: { page: toRudderstackPage(context.page) } }),
            },
          )
        },
      }
    },
  }
}
