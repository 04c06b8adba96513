import { corpus } from '../../../contract/test/helpers/corpus.js'
import { startAmplitude, type AmplitudeServer } from './amplitude-server.js'
import { errors, loadSegmentFunction, type Handlers } from './segment-functions.js'

export const file = 'segment-destination-function.js'

/** Starts an Amplitude and loads the destination function before each test. */
export function useDestinationFunction() {
  let amplitude: AmplitudeServer
  let handlers: Handlers

  async function start(clientFetch?: Parameters<typeof startAmplitude>[0]): Promise<void> {
    amplitude = await startAmplitude(clientFetch)
    handlers = loadSegmentFunction(file, { ...errors, fetch: amplitude.fetch })
  }

  beforeEach(() => start())
  afterEach(() => amplitude.close())

  return {
    get amplitude() {
      return amplitude
    },
    get handlers() {
      return handlers
    },
    /** Starts the Amplitude again, with a `fetch` that the function then uses. */
    async restart(clientFetch: Parameters<typeof startAmplitude>[0]): Promise<void> {
      await amplitude.close()
      await start(clientFetch)
    },
    /** Loads the function again, with other globals. */
    load(globals: object): void {
      handlers = loadSegmentFunction(file, { ...errors, ...globals })
    },
    onTrack: (event: unknown, over: object = {}) => handlers.onTrack?.(event, { ...settings, ...over }),
    onBatch: (events: readonly unknown[], over: object = {}) =>
      handlers.onBatch?.(events, { ...settings, ...over }),
    sentEvents: () => amplitude.uploads.flatMap(({ events }) => events),
  }
}

export const settings = { apiKey: 'test-api-key' }

export function eventOf(name: string): Record<string, unknown> {
  const found = corpus.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no case ${name}`)
  return found.event
}

export const treatment = eventOf('impression-treatment')
export const invalid = eventOf('impression-flag-key-missing')

/** Not an experiment event. */
export const foreign = {
  type: 'track',
  event: 'Order Completed',
  anonymousId: 'anonymous-1',
  properties: { variant: 'blue' },
}
