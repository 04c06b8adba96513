import type { ActionDefinition, ExecuteInput, RequestClient } from '@segment/actions-core'
import { preTransformation } from '@experiment-impressions/contract'
import type { DeliverOptions, Endpoints } from '@experiment-impressions/delivery'
import { askAmplitude } from './ask-amplitude'
import { experimentFields } from './fields'
import type { Settings } from './generated-types'
import { givenSettings } from './given-settings'
import { mapPayload } from './mapping/map-payload'
import { matchRawEvents } from './mapping/match-raw-events'
import { deliverTransformed, type Delivered } from './portable/deliver-transformed'
import { transformEvent } from './portable/transform-event'
import { throwIfUndelivered, toMultiStatus } from './segment-answers'
import type { Payload } from './trackImpression/generated-types'
import { withDeadline } from './with-deadline'

/** What an action needs from its host. */
export interface ActionHost {
  /** Amplitude's endpoints for the destination's settings. */
  readonly endpointsOf: (settings: Settings) => Endpoints
  /** How long a delivery may take if Segment passes no signal, in ms. */
  readonly deadlineMs: number
}

interface ExperimentActionOptions extends ActionHost {
  readonly kind: 'impression' | 'exposure'
  readonly title: string
  readonly description: string
}

/** The action for one kind of experiment event: it maps, transforms and delivers. */
export function createExperimentAction(
  options: ExperimentActionOptions,
): ActionDefinition<Settings, Payload> {
  const { kind, title, description, endpointsOf, deadlineMs } = options
  const name = preTransformation[kind]
  return {
    title,
    description,
    defaultSubscription: `type = "track" and event = "${name}"`,
    fields: experimentFields(kind),

    async perform(request, data) {
      const { rawData, rawMapping: mapping } = rawOf(data)
      const input = { ...data, payload: [data.payload] }
      const [delivered] = await run(request, input, { rawEvents: [rawData], mapping })
      throwIfUndelivered(delivered as Delivered)
      return delivered
    },

    async performBatch(request, data) {
      const { rawData, rawMapping: mapping } = rawOf(data)
      const rawEvents = matchRawEvents(data.payload, rawData as readonly unknown[], mapping)
      return toMultiStatus(data.payload, await run(request, data, { rawEvents, mapping }))
    },
  }

  /** Maps, transforms and delivers payloads. Returns one result per payload, in order. Never rejects. */
  function run(
    request: RequestClient,
    { payload, settings: stored, signal: hostSignal }: ExecuteInput<Settings, readonly Payload[]>,
    { rawEvents, mapping }: { readonly rawEvents: readonly unknown[]; readonly mapping: unknown },
  ): Promise<Delivered[]> {
    const settings = givenSettings(stored)
    const now = Date.now()
    const mapped = payload.map((one, index) => mapPayload(one, { name, raw: rawEvents[index], mapping }))
    const transformed = mapped.map((one) =>
      one.kind === 'refuse' ? one : transformEvent(one.event, { settings, details: one.details, now }),
    )
    const { apiKey, minIdLength } = settings
    const api = settings.uploadApi === 'batch' ? 'batch' : 'httpapi'
    const url = endpointsOf(settings)[api]
    return withDeadline({ deadlineMs, hostSignal }, (signal) =>
      deliverTransformed(transformed, {
        send: uploadTo(url, { request, signal }),
        signal,
        apiKey,
        api,
        ...(minIdLength === undefined ? {} : { minIdLength }),
      }),
    )
  }
}

interface UploadOptions {
  readonly request: RequestClient
  readonly signal: AbortSignal
}

function uploadTo(url: string, { request, signal }: UploadOptions): DeliverOptions['send'] {
  return async (body) => {
    const { status, data } = await askAmplitude(request, url, {
      method: 'post',
      headers: { 'Content-Type': 'application/json' },
      body,
      signal,
    })
    return { status, body: data }
  }
}

/** Segment passes these to every action, although its types don't have them. */
interface Raw {
  /** The Segment event, or events, that the payloads were mapped from. */
  readonly rawData?: unknown
  readonly rawMapping?: unknown
}

function rawOf(data: object): Raw {
  return data
}
