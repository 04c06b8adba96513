import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BrowserContext, Route } from 'playwright-core'
import { until } from '../../helpers/until'
import { buildForPage } from './build-for-page'
import { code } from './page-parts'

/** A batch for mParticle's Events API, as far as the tests read it. */
interface Batch {
  readonly mpid: string
  readonly device_info?: object
  readonly user_identities?: Readonly<Record<string, string>>
  readonly events: readonly BatchEvent[]
  readonly [other: string]: unknown
}

interface BatchEvent {
  readonly event_type: string
  readonly data: {
    readonly event_name?: string
    readonly custom_event_type?: string
    readonly source_message_id?: string
    readonly timestamp_unixtime_ms: number
    readonly custom_attributes?: Readonly<Record<string, unknown>> | null
  }
}

/** An event as it arrived, with its person. */
export interface MparticleEvent {
  readonly name: string
  readonly category: string | undefined
  readonly messageId: string | undefined
  readonly attributes: Readonly<Record<string, unknown>>
  readonly mpid: string
  readonly deviceId: unknown
  readonly customerId: string | undefined
}

const config = {
  isDevelopmentMode: false,
  requestConfig: false,
  workspaceToken: 'abc123',
  flags: { eventBatchingIntervalMillis: 0 },
}

/**
 * mParticle's SDK as its CDN serves it, which starts on its own. The page's `config` overrides the server's.
 */
export const mparticleSdk = (): string => {
  const dist = join(dirname(require.resolve('@mparticle/web-sdk/package.json')), 'dist')
  return `${readFileSync(join(dist, 'mparticle.js'), 'utf8')}
    ;window.mParticle.init('APIKEY', Object.assign(${JSON.stringify(config)}, window.mParticle.config))`
}

/** The bundle of a site that installs both from npm: they are in `window.npm`. */
export const mparticleNpm = (): string =>
  buildForPage(`
    import mParticle from '@mparticle/web-sdk'
    import { createMparticleIntegration } from '@experiment-impressions/source-plugin/mparticle'
    Object.assign(window, { npm: { mParticle, createMparticleIntegration } })`)

/** An expression that starts npm's SDK. */
export const initFromNpm = (ownConfig: object = {}): string =>
  `npm.mParticle.init('APIKEY', ${JSON.stringify({ ...config, ...ownConfig })})`

interface SnippetOptions {
  /** The page's own `mParticle.config`. */
  readonly ownConfig?: object
  /** Whether the snippet loads the SDK, or leaves that to a later `loadSdk()`. */
  readonly isLoading?: boolean
}

/** A stub like mParticle's snippet: it queues calls in `config.rq` until the SDK replaces it. */
export const mparticleSnippet = ({ ownConfig = {}, isLoading = true }: SnippetOptions = {}): string =>
  code(`
    window.mParticle = { config: ${JSON.stringify(ownConfig)}, Identity: {} }
    mParticle.config.rq = []
    mParticle.ready = function (f) { mParticle.config.rq.push(f) }
    function remember(name) { return function () { mParticle.config.rq.push([name].concat([].slice.call(arguments))) } }
    ;['endSession', 'logBaseEvent', 'logEvent', 'logPageView', 'setOptOut'].forEach(function (name) { mParticle[name] = remember(name) })
    ;['getCurrentUser', 'identify', 'login', 'logout', 'modify'].forEach(function (name) { mParticle.Identity[name] = remember('Identity.' + name) })
    window.loadSdk = function () {
      var script = document.createElement('script')
      script.async = true
      script.src = '/mparticle.js'
      document.head.appendChild(script)
    }
    ${isLoading ? 'loadSdk()' : ''}`)

/** The script-tag build. */
export const mparticlePlugin = (attributes = ''): string =>
  `<script src="/experiment-impressions-mparticle.min.js" ${attributes}></script>`

/** Whether the SDK knows the person, and accepts events. */
export const isMparticleLive = `window.mParticle?.isInitialized?.() === true`

/** mParticle's servers, played in the browser because the SDK only speaks https. */
export class MparticleServers {
  /** Everything that arrived, oldest first. */
  readonly arrived: MparticleEvent[] = []
  /** Request bodies to the Events API, unchanged. */
  readonly batches: Batch[] = []
  /** Delays the answer that identifies the visitor. */
  identityGate: Promise<void> = Promise.resolve()

  /** Answers the pages of a visitor. A person is `MPID-` and the customer id, or `MPID-nobody`. */
  async answerIn(visitor: BrowserContext): Promise<void> {
    await visitor.route('https://identity.mparticle.com/**', async (route) => {
      const { known_identities: known } = route.request().postDataJSON() as {
        readonly known_identities?: { readonly customerid?: string }
      }
      await this.identityGate
      const customer = known?.customerid
      const body = {
        mpid: customer ? `MPID-${customer}` : 'MPID-nobody',
        is_logged_in: customer !== undefined,
        matched_identities: known ?? {},
        context: null,
        is_ephemeral: false,
      }
      await answer(route, body)
    })
    await visitor.route('https://jssdks.mparticle.com/**', async (route) => {
      if (route.request().url().endsWith('/events')) this.take(route.request().postDataJSON() as Batch)
      await answer(route, {})
    })
  }

  /** The impressions and exposures that arrived. */
  get impressions(): MparticleEvent[] {
    return this.arrived.filter(({ name }) => name === '$impression' || name === '$exposure')
  }

  async impressionsArrived(count: number): Promise<MparticleEvent[]> {
    return until(
      () => this.impressions.length >= count && this.impressions,
      () => `${String(this.impressions.length)} of ${String(count)} impressions arrived`,
    )
  }

  async event(name: string): Promise<MparticleEvent> {
    return until(
      () => this.arrived.find((event) => event.name === name),
      () => `no ${name} among ${JSON.stringify(this.arrived.map((event) => event.name))}`,
    )
  }

  reset(): void {
    this.arrived.length = 0
    this.batches.length = 0
    this.identityGate = Promise.resolve()
  }

  private take(batch: Batch): void {
    this.batches.push(batch)
    for (const { data } of batch.events)
      this.arrived.push({
        name: data.event_name ?? '',
        category: data.custom_event_type,
        messageId: data.source_message_id,
        attributes: data.custom_attributes ?? {},
        mpid: batch.mpid,
        deviceId: batch['mp_deviceid'],
        customerId: batch.user_identities?.['customer_id'],
      })
  }
}

/** Answers, unless the page has closed. */
const answer = (route: Route, json: object): Promise<void> =>
  route
    .fulfill({ json, headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' } })
    .catch(() => undefined)
