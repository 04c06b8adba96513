import type { IssueCode } from '@experiment-impressions/contract'
import type { DebugView } from '../debug/debug-view.js'
import type { CreateHandover, Note } from '../handing-over/handover.js'
import { toPendingImpression, type ExperimentEvent } from '../impression/pending-impression.js'
import { flagKey } from '../impression/wire-names.js'
import type { IntegrationOptions } from '../options.js'
import { quietly, settleQuietly } from '../quietly.js'
import { parseJson, readLocal } from '../storage/read-storage.js'
import { ownName } from '../this-package.js'
import { webExperiment } from '../web-experiment.js'

/** The Experiment client's user, as far as the CDP knows it. */
export interface ExperimentUser {
  user_id?: string
  device_id?: string
  user_properties?: Record<string, string | number | boolean | (string | number | boolean)[]>
}

/**
 * An integration plugin for the Experiment JS client and the Web Experiment script. It is never frozen, because both write to
 * it.
 */
export interface ExperimentIntegration {
  name: string
  type: 'integration'
  setup?: (config?: { readonly instanceName?: string }) => Promise<void>
  getUser: () => ExperimentUser
  track: (event: ExperimentEvent) => boolean
}

/** The `name` by which a second copy of the script recognizes the first. */
export const integrationName = ownName

/** How long the Experiment client waits for an identity, ms. */
const PATIENCE = 1000
/** How often to look for the SDK, ms: first while the client may wait, then later. */
const SOON = 50
const LATER = 1000

/** Returns the contract's code for what is wrong with an event. */
const issueOf = (event: ExperimentEvent): IssueCode | undefined => {
  if (!event.eventType) return 'NOT_EXPERIMENT_EVENT'
  return event.eventProperties?.[flagKey] ? undefined : 'FLAG_KEY_MISSING'
}

/**
 * Creates the integration between the Experiment client and a CDP's SDK, which `createHandover` knows.
 *
 * It completes each impression on arrival and hands it over. The impression leaves at once if the SDK is live and the visitor
 * agrees. Otherwise it waits on the device. Nothing here throws, rejects, blocks or sends its own requests.
 */
export const createIntegration = <Options extends IntegrationOptions, Live>(
  createHandover: CreateHandover<Options, Live>,
  loadDebug: (view: DebugView<Options, Live>) => Promise<Note>,
  options: Options,
): ExperimentIntegration => {
  const warned: Partial<Record<IssueCode, true>> = {}
  /** Prints the fate of an impression, once the debug file has loaded. */
  let print: Promise<Note> | undefined
  /** The localStorage key of the Experiment client's own queue. Undefined until a client uses the integration. */
  let queueKey: string | undefined
  /** Settles the promise of `setup` while that is pending. */
  let settle: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let looks = 0

  const track = (event: ExperimentEvent): boolean => {
    quietly(() => {
      const code = issueOf(event)
      if (!code) {
        handover.handOver(toPendingImpression(event, handover.anonymousId(), options.flattenMetadata))
      } else if (!warned[code]) {
        warned[code] = true
        console.warn(`[${ownName}] ${code}: event dropped`)
      }
    })
    watch()
    // Accepts every event: a refused one blocks the client's queue behind it, and after a while the client drops it.
    return true
  }

  /** Accepts the events that the client queued while `setup` was pending, before the page and the person change. */
  const acceptQueued = (): void => {
    const stored = parseJson(readLocal(queueKey as string)) as string
    // With old libraries (Prototype.js 1.6), arrays serialize as text.
    const events = (parseJson(stored) ?? stored) as readonly ExperimentEvent[]
    events.forEach(track)
    localStorage.removeItem(queueKey as string)
  }

  const isEarly = (): boolean => looks < PATIENCE / SOON

  const settleIfKnown = (): void => {
    if (settle && handover.anonymousId()) settle()
  }

  const look = (): void => {
    quietly(() => {
      handover.flush()
      settleIfKnown()
    })
    watch()
  }

  /** Keeps looking for the SDK: often while `setup` may be pending, then slowly, and then only while impressions wait. */
  const watch = (): void => {
    // The first look finds what earlier visits have left.
    if (timer || !(!looks || (isEarly() && !handover.findLive()) || handover.count())) return
    timer = setTimeout(
      () => {
        timer = undefined
        looks += 1
        look()
      },
      isEarly() ? SOON : LATER,
    )
  }

  const handover = createHandover(options, look, (fate, impression) => {
    void settleQuietly(
      print?.then((note) => {
        note(fate, impression)
      }),
    )
  })

  const integration: ExperimentIntegration = {
    name: integrationName,
    type: 'integration',
    setup(config) {
      looks = 0
      queueKey = `EXP_unsent_${config?.instanceName as string}`
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
      queueKey ??= ''
      // The client asks for the user right before it queues an exposure.
      if (settle)
        queueMicrotask(() => {
          quietly(acceptQueued)
        })
      const { userId, anonymousId, traits: readTraits } = handover.viewer()
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
  handover.findLive()
  watch()
  // The Web Experiment script reads `window.experimentIntegration` only once, as it starts. Later someone has to tell it.
  setTimeout(() => {
    quietly(
      () =>
        queueKey === undefined &&
        (window as { experimentIntegration?: unknown }).experimentIntegration === integration &&
        webExperiment()?.getExperimentClient?.()?.addPlugin(integration),
    )
  }, PATIENCE)
  if (options.debug ?? location.search.includes('experiment_impressions=debug')) {
    print = loadDebug({ ...handover, options, integration, queueKey: () => queueKey })
    void settleQuietly(print)
  }
  return integration
}
