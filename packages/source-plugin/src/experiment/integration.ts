import type { IssueCode } from '@experiment-impressions/contract'
import type { ClientUse, DebugNote, DebugView } from '../debug/debug-view.js'
import type { CreateDelivery } from '../handing-over/analytics-handover.js'
import { webExperiment } from './web-experiment.js'
import type { IntegrationOptions } from '../options.js'
import { ownName } from '../this-package.js'
import { toPendingImpression, type ExperimentEvent } from '../impression/pending-impression.js'
import { quietly, settleQuietly } from '../quietly.js'
import { parseJson, readLocal } from '../storage/read-storage.js'
import { flagKey } from '../impression/wire-names.js'

/** The Experiment client's user, as far as the CDP knows it. */
export interface ExperimentUser {
  user_id?: string
  device_id?: string
  user_properties?: Record<string, string | number | boolean | (string | number | boolean)[]>
}

/** An integration plugin of the Experiment JS client and the Web Experiment script. Both write to it: it is never frozen. */
export interface ExperimentIntegration {
  name: string
  type: 'integration'
  setup?: (config?: { readonly instanceName?: string }) => Promise<void>
  getUser: () => ExperimentUser
  track: (event: ExperimentEvent) => boolean
}

/** The `name` by which a second copy of the script knows the first. */
export const integrationName = ownName

/** How long the Experiment client may be held up for an identity, ms. */
const PATIENCE = 1000
/** How often to look for the SDK, ms: while the client may be waiting, and later. */
const SOON = 50
const LATER = 1000

/**
 * Creates the integration between the Experiment client and a CDP's SDK, to which `createDelivery` knows the way.
 *
 * Impressions are completed as they come, and leave at once where the SDK is live and the visitor agrees; else they wait
 * on the device. Nothing here throws, rejects, blocks, or sends requests of its own.
 */
export const createIntegration = <Options extends IntegrationOptions, Live>(
  createDelivery: CreateDelivery<Options, Live>,
  loadDebug: (view: DebugView<Options, Live>) => Promise<void>,
  options: Options,
): ExperimentIntegration => {
  const isDebug = options.debug ?? location.search.includes('experiment_impressions=debug')
  const warned: string[] = []
  const notes: DebugNote[] = []
  const client: ClientUse = { isTaken: false, queueKey: '' }
  /** Settles `setup`; there while it has not. */
  let settle: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let looks = 0

  const isEarly = (): boolean => looks < PATIENCE / SOON

  const settleIfKnown = (): void => {
    if (settle && delivery.viewers.visitor()) settle()
  }

  const look = (): void => {
    quietly(() => {
      delivery.deliverWaiting()
      settleIfKnown()
    })
    watch()
  }

  const delivery = createDelivery(options, look, (fate, impression) => {
    if (isDebug) notes.push([fate, impression])
  })

  /** Looks for analytics.js again and again: often while `setup` may be pending, then slowly, then only while something waits. */
  const watch = (): void => {
    // The first look is for what earlier visits have left.
    if (timer || !(!looks || (isEarly() && !delivery.findLive()) || delivery.count())) return
    timer = setTimeout(
      () => {
        timer = undefined
        looks += 1
        look()
      },
      isEarly() ? SOON : LATER,
    )
  }

  /** The contract's code for what is wrong with an event. */
  const issueOf = ({ eventType, eventProperties }: ExperimentEvent): IssueCode | undefined => {
    if (!eventType) return 'NOT_EXPERIMENT_EVENT'
    return eventProperties?.[flagKey] ? undefined : 'FLAG_KEY_MISSING'
  }

  const accept = (event: ExperimentEvent): void => {
    const code = issueOf(event)
    if (!code) {
      delivery.deliver(toPendingImpression(event, delivery.viewers.visitor(), options.flattenMetadata))
    } else if (!warned.includes(code)) {
      warned.push(code)
      console.warn(`[${ownName}] ${code}: event dropped`)
    }
  }

  const track = (event: ExperimentEvent): boolean => {
    quietly(() => {
      accept(event)
    })
    watch()
    // Always taken: a refused event holds up all behind it in the client's queue, and after a while is not offered again.
    return true
  }

  /** Takes in what the client queued because `setup` has not settled, before page and person change. */
  const acceptQueued = (): void => {
    const stored = parseJson(readLocal(client.queueKey)) as string
    // Old libraries (Prototype.js 1.6) have arrays write themselves as text.
    const events = (parseJson(stored) ?? stored) as readonly ExperimentEvent[]
    events.forEach(track)
    localStorage.removeItem(client.queueKey)
  }

  const integration: ExperimentIntegration = {
    name: integrationName,
    type: 'integration',
    setup(config) {
      looks = 0
      client.isTaken = true
      client.queueKey = `EXP_unsent_${config?.instanceName as string}`
      return new Promise((resolve) => {
        settle = () => {
          settle = undefined
          resolve()
        }
        setTimeout(settle, PATIENCE)
        quietly(settleIfKnown)
        watch()
      })
    },
    getUser() {
      client.isTaken = true
      // The client asks for the user right before it queues an exposure.
      if (settle)
        queueMicrotask(() => {
          quietly(acceptQueued)
        })
      const { userId, anonymousId, traits: readTraits } = delivery.viewers.current()
      const traits = quietly(() => readTraits?.())
      return {
        ...(userId && { user_id: userId }),
        ...(anonymousId && { device_id: anonymousId }),
        ...(Object(traits) === traits && {
          user_properties: traits as NonNullable<ExperimentUser['user_properties']>,
        }),
      }
    },
    track,
  }
  if (options.skipSetup) delete integration.setup

  // Only listens: the browser may still be opening the page's storage.
  delivery.findLive()
  watch()
  // The Web Experiment script reads `window.experimentIntegration` once, when it starts; later it has to be told.
  setTimeout(() => {
    quietly(
      () =>
        !client.isTaken &&
        (window as { experimentIntegration?: unknown }).experimentIntegration === integration &&
        webExperiment()?.getExperimentClient?.()?.addPlugin(integration),
    )
  }, PATIENCE)
  if (isDebug) settleQuietly(loadDebug({ notes, options, delivery, client, integration }))
  return integration
}
