import type { ActionDefinition, ExecuteInput, RequestClient } from '@segment/actions-core'
import { preTransformation } from '@experiment-impressions/contract'
import type { Endpoints } from '@experiment-impressions/delivery'
import { deliverPayloads, type DeliverPayloadsOptions } from './deliver-payloads'
import { endpointsOf } from './endpoints'
import { experimentFields } from './fields'
import type { Settings } from './generated-types'
import { matchRawEvents } from './match-raw-events'
import type { Delivered } from './portable/deliver-prepared'
import { toMultiStatus } from './to-multi-status'
import { toSegmentError, toThrown } from './to-segment-error'
import type { Payload } from './trackImpression/generated-types'
import { withDeadline } from './with-deadline'

/** What the host brings along. */
export interface ActionHost {
  /** Amplitude's addresses, instead of the region's. */
  readonly endpoints: Endpoints | undefined
  /** How long a delivery may take where the host has no signal of its own, ms. */
  readonly deadlineMs: number
}

interface ExperimentActionOptions extends ActionHost {
  readonly kind: 'impression' | 'exposure'
  readonly title: string
  readonly description: string
}

/** The action for one kind of experiment event. */
export function createExperimentAction(
  options: ExperimentActionOptions,
): ActionDefinition<Settings, Payload> {
  const { kind, title, description, endpoints, deadlineMs } = options
  const name = preTransformation[kind]
  return {
    title,
    description,
    defaultSubscription: `type = "track" and event = "${name}"`,
    fields: experimentFields(kind),

    async perform(request, data) {
      const { rawData, rawMapping } = rawOf(data)
      const raw = { rawEvents: [rawData], mapping: rawMapping }
      const [delivered] = await deliver(request, { ...data, payload: [data.payload] }, raw)
      if (delivered?.kind === 'failed' || delivered?.kind === 'refuse')
        throw toThrown(toSegmentError(delivered))
      return delivered
    },

    async performBatch(request, data) {
      const { payload } = data
      const { rawData, rawMapping } = rawOf(data)
      const rawEvents = matchRawEvents(payload, rawData as readonly unknown[], rawMapping)
      return toMultiStatus(payload, await deliver(request, data, { rawEvents, mapping: rawMapping }))
    },
  }

  function deliver(
    request: RequestClient,
    { payload, settings, signal: hostSignal }: ExecuteInput<Settings, readonly Payload[]>,
    raw: Pick<DeliverPayloadsOptions, 'rawEvents' | 'mapping'>,
  ): Promise<Delivered[]> {
    return withDeadline({ deadlineMs, hostSignal }, (signal) =>
      deliverPayloads(payload, {
        ...raw,
        name,
        request,
        settings,
        endpoints: endpointsOf(settings, endpoints),
        signal,
      }),
    )
  }
}

/** What is given to every action, though not in its types. */
interface Raw {
  /** The Segment event, or events, that payloads were mapped from. */
  readonly rawData?: unknown
  readonly rawMapping?: unknown
}

function rawOf(data: object): Raw {
  return data
}
