/** Measures the destination in Segment's framework, which sends to a server on this machine. */
import { createRequire } from 'node:module'
import * as amplitude from '@amplitude/analytics-node'
import { transform } from '@experiment-impressions/contract'
import { createDestination } from '@experiment-impressions/destination'
import { batches, eventAt } from './events.mjs'
import { startLoopback } from './loopback.mjs'
import { compare, median } from './measure.mjs'

const { Destination, MultiStatusResponse, defaultValues } = createRequire(import.meta.url)(
  '@segment/actions-core',
)

const size = 1000
const rounds = 15
const settings = { apiKey: 'bench', secretKey: 'bench', endpoint: 'north_america' }

export async function benchDestination() {
  const loopback = await startLoopback()
  try {
    return [...(await batchSpeed(loopback.url)), await singleEvent()]
  } finally {
    await loopback.stop()
  }
}

async function batchSpeed(url) {
  const endpoints = { httpapi: url, batch: url, identify: url, usersearch: url, deletions: url }
  const definition = createDestination({ endpoints })
  const { fields } = definition.actions.trackImpression
  const subscription = {
    subscribe: 'type = "track" and event = "$impression"',
    partnerAction: 'trackImpression',
    mapping: defaultValues(fields),
  }
  const host = new Destination(definition)
  const floor = new Destination(doingNothing(definition))
  const input = batches(rounds, size)
  const client = amplitude.createInstance()
  await client.init('bench', { serverUrl: url, logLevel: amplitude.Types.LogLevel.None }).promise

  const times = await compare(
    {
      destination: async (round) =>
        expectAll(await host.onBatch(input[round], { ...settings, subscription })),
      floor: async (round) => expectAll(await floor.onBatch(input[round], { ...settings, subscription })),
      sdk: async (round) => {
        const events = input[round].map((event) => transform(event).value)
        const sent = events.map((event) => client.track({ ...event, user_agent: 'bench' }).promise)
        await client.flush().promise
        await Promise.all(sent)
      },
    },
    rounds,
  )
  const perSecond = (ms) => Math.round((1000 * size) / ms)
  const format = (number) => number.toLocaleString('en-US')
  return [
    {
      what: `onBatch of ${format(size)} events, every field at its default, real user agents`,
      figure: `${format(perSecond(times.destination))} events/s`,
      goal: '≥ 30,000',
      holds: perSecond(times.destination) >= 30_000,
      beside: '',
    },
    {
      what: 'the same, against the framework’s own floor (same mapping, a performBatch that does nothing)',
      figure: `${((100 * times.floor) / times.destination).toFixed(0)} %`,
      goal: '≥ 40 %',
      holds: times.floor / times.destination >= 0.4,
      beside: `floor ${format(perSecond(times.floor))} events/s`,
    },
    {
      what: 'the same, against @amplitude/analytics-node sending the transformed events',
      figure: `${(times.sdk / times.destination).toFixed(2)} ×`,
      goal: '–',
      holds: true,
      beside: `analytics-node ${format(perSecond(times.sdk))} events/s`,
    },
  ]
}

/** The same destination with idle actions. It has another name because the framework caches validators by name. */
function doingNothing(definition) {
  const action = {
    ...definition.actions.trackImpression,
    performBatch: (_, { payload }) => {
      const response = new MultiStatusResponse()
      payload.forEach((one, index) => {
        response.setSuccessResponseAtIndex(index, { status: 200, sent: one, body: 'ok' })
      })
      return response
    },
  }
  return { ...definition, name: 'Floor', actions: { trackImpression: action } }
}

function expectAll([{ multistatus }]) {
  const failed = multistatus.find(({ status }) => status !== 200)
  if (failed !== undefined || multistatus.length !== size)
    throw new Error(`Not all events were accepted: ${JSON.stringify(failed)}`)
}

/** Measures our code for one event, from the mapped payload to the request, with an immediate answer. */
async function singleEvent() {
  const { trackImpression } = createDestination().actions
  const event = eventAt(1)
  const payload = {
    device_id: event.anonymousId,
    flag_key: event.properties.flag_key,
    variant: event.properties.variant,
    experiment_key: event.properties.experiment_key,
    event_properties: event.properties,
    time: {
      shown_at: event.properties.time,
      timestamp: event.timestamp,
      original_timestamp: event.originalTimestamp,
    },
    insert_id: event.messageId,
    device: { user_agent: event.context.userAgent, language: event.context.locale, ip: event.context.ip },
    library: event.context.library.name,
  }
  const answer = { status: 200, data: { code: 200 } }
  const request = () => Promise.resolve(answer)
  const times = []
  for (let round = 0; round < 30; round += 1) {
    const started = performance.now()
    for (let index = 0; index < 1000; index += 1)
      await trackImpression.perform(request, { payload, settings, rawData: event })
    times.push(performance.now() - started)
  }
  const microseconds = median(times)
  return {
    what: 'one event by perform: our code, without the framework and the network',
    figure: `${microseconds.toFixed(0)} µs`,
    goal: '≤ 50 µs',
    holds: microseconds <= 50,
    beside: '',
  }
}
