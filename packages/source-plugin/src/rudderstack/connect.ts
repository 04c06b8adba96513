import type { ConnectSdk } from '../handing-over/sdk.js'
import type { Page } from '../impression/page.js'
import { quietly } from '../quietly.js'
import type { RudderstackOptions } from './options.js'
import { storedRudderstackIdentity } from './stored-identity.js'

/** The part of `RudderAnalytics` that this package uses. */
interface RudderAnalytics {
  readonly analyticsInstances?: Readonly<Record<string, { readonly initialized?: unknown } | undefined>>
  readonly defaultAnalyticsKey?: string
  track(event: string, properties: object, options: object): unknown
  ready?(callback: () => void): unknown
  getUserId(): string | null | undefined
  getAnonymousId(): string | null | undefined
  getUserTraits(): unknown
}

/**
 * Converts a page to RudderStack's fields, which include Segment's. RudderStack fills in absent fields from the page on the
 * screen.
 */
const toRudderstackPage = (page: Page): object => ({
  ...page,
  tab_url: page.url,
  referring_domain: quietly(() => new URL(page.referrer).host) ?? '',
})

/**
 * Connects to RudderStack's SDK (3.x).
 *
 * The SDK is live once it has its identity. It announces that with the event `RSA_Initialised`, before it runs the site's own
 * calls; `ready` only comes after all destinations on the page.
 */
export const connectRudderstack: ConnectSdk<RudderstackOptions> = (
  { instance, instanceKey = 'rudderanalytics' },
  wake,
) => {
  /** The SDK that announced itself as live. */
  let heard: unknown
  /** The SDK that was asked to announce itself. */
  let asked: unknown

  // A snippet's stub is an array and never becomes live: the SDK replaces it on `window`.
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
    // The site's own calls come later.
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
          // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- an empty id means nobody
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
              // Applies to this event only.
              ...(viewer?.anonymousId && { anonymousId: viewer.anonymousId }),
              ...(context.page && { context: { page: toRudderstackPage(context.page) } }),
            },
          )
        },
      }
    },
  }
}
