import { Destination, type SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import { destination, type Settings } from '../../src/index'
import { corpus } from '../../../contract/test/helpers/corpus'

export const settings: Settings = {
  apiKey: 'test-api-key',
  secretKey: 'test-secret-key',
  endpoint: 'north_america',
}
export const ok = { code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1795406549057 }

interface Upload {
  readonly api_key: string
  readonly events: readonly Record<string, unknown>[]
}

/** Answers uploads one after another, and records their bodies. */
export function amplitude(...answers: readonly (readonly [status: number, body: unknown])[]): Upload[] {
  const uploads: Upload[] = []
  for (const [status, body] of answers) {
    nock('https://api2.amplitude.com')
      .post('/2/httpapi', (sent: Upload) => uploads.push(sent) > 0)
      .matchHeader('content-type', 'application/json')
      .reply(status, body as nock.Body, { 'content-type': 'application/json' })
  }
  return uploads
}

/** The settings as Segment passes them: with the subscriptions, by default those of the presets. */
export function subscribed(mapping: Record<string, unknown> = {}, over: Partial<Settings> = {}) {
  const subscriptions = (destination.presets ?? []).map((preset) => ({
    ...preset,
    mapping: { ...preset.mapping, ...mapping },
  }))
  return { ...settings, ...over, subscriptions } as never
}

export const host = new Destination(destination)
export const send = (event: object, mapping?: Record<string, unknown>, over?: Partial<Settings>) =>
  host.onEvent(event as SegmentEvent, subscribed(mapping, over))
interface BatchAnswer {
  readonly status: number
  readonly errormessage?: string
}

export async function sendBatch(
  events: readonly object[],
  mapping: Record<string, unknown> = {},
): Promise<BatchAnswer[]> {
  const preset = destination.presets?.[0]
  const subscription = { ...preset, mapping: { ...preset?.mapping, ...mapping } }
  const results = await host.onBatch(events as SegmentEvent[], { ...settings, subscription } as never)
  return (results[0] as unknown as { readonly multistatus: BatchAnswer[] }).multistatus
}

export function eventOf(name: string): Record<string, unknown> {
  const found = corpus.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no case ${name}`)
  return found.event
}

export const treatment = eventOf('impression-treatment')

export function impression(over: object, properties: object = {}) {
  return { ...treatment, ...over, properties: { ...(treatment['properties'] as object), ...properties } }
}
