import {
  deliver,
  type Answer,
  type DeliverableEvent,
  type DeliverOptions,
  type Outcome,
} from '../../src/index.js'

export interface Upload {
  readonly api_key: string
  readonly events: readonly (DeliverableEvent & { readonly n?: number })[]
  readonly options?: unknown
}

export const ok: Answer = { status: 200, body: { code: 200, events_ingested: 1 } }

/** Delivers to a server that answers each upload as told, and records the uploads. */
export async function deliverTo(
  events: readonly DeliverableEvent[],
  answer: (upload: Upload, count: number) => Answer | 'no answer',
  options: Partial<DeliverOptions> = {},
) {
  const uploads: Upload[] = []
  const bodies: string[] = []
  const outcomes = await deliver(events, {
    apiKey: 'key',
    ...options,
    send(body) {
      const upload = JSON.parse(body) as Upload
      uploads.push(upload)
      bodies.push(body)
      const given = answer(upload, uploads.length)
      return given === 'no answer' ? Promise.reject(new Error('socket hang up')) : Promise.resolve(given)
    },
  })
  return { outcomes, uploads, bodies }
}

export function event(n: number, over: Partial<DeliverableEvent> = {}) {
  return { event_type: '[Experiment] Impression', device_id: `device-${String(n)}`, n, ...over }
}

export function events(count: number) {
  return Array.from({ length: count }, (_, n) => event(n))
}

export function kinds(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ outcome }) => outcome)
}

export function sizes(uploads: readonly Upload[]): number[] {
  return uploads.map((upload) => upload.events.length)
}
