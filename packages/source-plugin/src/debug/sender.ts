import type { LiveAnalytics } from '../analytics/analytics.js'
import { quietly } from '../quietly.js'

/** Where analytics.js sends events. */
export interface Recipient {
  readonly url: string
  readonly writeKey: string
  /** The sandbox's event debugger, if `url` can be a sandbox's. */
  readonly debuggerUrl: string | undefined
}

/** The settings of `Segment.io`, the sender in analytics.js. */
interface SenderSettings {
  readonly apiKey?: string
  readonly apiHost?: string
  readonly protocol?: string
  readonly deliveryStrategy?: {
    readonly strategy?: string
    readonly config?: { readonly keepalive?: boolean }
  }
}

/** Reads how analytics.js sends. */
export const sendingOf = (analytics: LiveAnalytics): 'one by one' | 'keepalive' | 'batching' => {
  const { deliveryStrategy } = settingsOf(analytics)
  if (deliveryStrategy?.strategy === 'batching') return 'batching'
  return deliveryStrategy?.config?.keepalive ? 'keepalive' : 'one by one'
}

/** Reads where analytics.js sends: `nowhere` if the load options turn off its sender. Sends no request. */
export const recipientOf = (analytics: LiveAnalytics): Recipient | 'nowhere' => {
  if (!analytics.queue.plugins.some(({ name }) => name === 'Segment.io')) return 'nowhere'
  const { apiKey, apiHost = 'api.segment.io/v1', protocol = 'https' } = settingsOf(analytics)
  const url = `${protocol}://${apiHost}`
  return { url, writeKey: apiKey ?? analytics.settings?.writeKey ?? '', debuggerUrl: debuggerAt(url) }
}

/** Merges the settings as analytics.js does: Segment's settings for the source, then the site's load options. */
const settingsOf = ({ settings, options }: LiveAnalytics): SenderSettings => {
  const sender = (source: unknown): object | undefined =>
    (source as { readonly integrations?: { readonly 'Segment.io'?: object } } | undefined)?.integrations?.[
      'Segment.io'
    ]
  return { ...sender(settings?.cdnSettings), ...sender(options) }
}

/** The sandbox only listens on this machine, under `/v1` as Segment does. Its debugger is at the root. */
const debuggerAt = (url: string): string | undefined =>
  quietly(() => {
    const { hostname, pathname, origin } = new URL(url)
    const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
    return isLocal && pathname === '/v1' ? `${origin}/` : undefined
  })
