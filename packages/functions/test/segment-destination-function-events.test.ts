import { corpus } from '../../contract/test/helpers/corpus.js'
import { Destination, type SegmentEvent } from '@segment/actions-core'
import { createDestination, type Settings } from '@experiment-impressions/destination'
import { endpointsAt } from '@experiment-impressions/delivery'
import { sandboxProject, startSandbox } from '@experiment-impressions/sandbox'
import { recordedDevices } from './helpers/recorded-devices.js'
import { errors, loadSegmentFunction } from './helpers/segment-functions.js'
import { file, treatment, useDestinationFunction } from './helpers/use-destination-function.js'

const fn = useDestinationFunction()

describe('the corpus', () => {
  it.each(corpus)(
    '$name: sends what the transform makes of it, and the device',
    async ({ event, expected }) => {
      const refused = expected.kind === 'refuse'
      const answers = fn.onBatch([event])
      await expect(answers).resolves.toEqual([
        refused ? { status: 400, errormessage: expect.any(String) as string } : { status: 200 },
      ])
      expect(fn.sentEvents()).toEqual(
        expected.kind === 'send' ? [expect.objectContaining(expected.event)] : [],
      )
    },
  )

  it('gets the same answers alone and in a batch', async () => {
    const alone: string[] = []
    for (const { event } of corpus)
      alone.push(
        await (fn.onTrack(event) as Promise<unknown>).then(
          () => '',
          (error: unknown) => (error as Error).message,
        ),
      )
    const together = (await fn.onBatch(corpus.map(({ event }) => event))) as {
      readonly errormessage?: string
    }[]
    expect(together.map(({ errormessage = '' }) => errormessage)).toEqual(alone)
  })

  it('sends the same events as the destination with its default mapping', async () => {
    const destination = createDestination({ endpoints: endpointsAt(fn.amplitude.url) })
    const host = new Destination(destination)
    const events = [
      ...corpus.filter(({ expected }) => expected.kind === 'send').map(({ event }) => event),
      ...recordedDevices.map(({ context, integrations = {} }) => ({ ...treatment, context, integrations })),
    ]
    for (const event of events)
      await host.onEvent(
        event as SegmentEvent,
        {
          ...({ apiKey: 'test-api-key', secretKey: 'test-secret-key' } satisfies Settings),
          subscriptions: destination.presets,
        } as never,
      )
    const byDestination = fn.amplitude.uploads.flatMap((upload) => upload.events)
    expect(byDestination.length).toBeGreaterThan(100)
    for (const event of events) await fn.onTrack(event)
    const byFunction = fn.amplitude.uploads.slice(byDestination.length).flatMap((upload) => upload.events)
    expect(byFunction).toEqual(byDestination)
  })
})

describe('the sandbox’s Amplitude, which enforces what Amplitude documents', () => {
  it('accepts every event of the corpus that the function sends', async () => {
    const sandbox = await startSandbox({ port: 0 })
    const asked: string[] = []
    const { onBatch: deliver } = loadSegmentFunction(file, {
      ...errors,
      fetch: (url: string, init: object) => {
        asked.push(url)
        return fetch(`${sandbox.url}/amplitude${new URL(url).pathname}`, init)
      },
    })
    const valid = corpus.filter(({ expected }) => expected.kind === 'send').map(({ event }) => event)
    await expect(deliver?.(valid, { apiKey: sandboxProject.apiKey })).resolves.toEqual(
      valid.map(() => ({ status: 200 })),
    )
    expect(asked.length).toBeGreaterThan(0)
    await expect(deliver?.([treatment], { apiKey: 'another' })).resolves.toEqual([
      { status: 400, errormessage: expect.stringContaining('Invalid API key') as string },
    ])
    await sandbox.close()
  })
})
