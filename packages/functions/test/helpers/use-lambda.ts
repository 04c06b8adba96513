import { accepted } from './amplitude-answers'
import { startAmplitude, type AmplitudeServer } from './amplitude-server'
import { batchOf, identifierOf, type Body } from './batches'
import type { Handler, Host, Invocation } from './lambda'

export const handlers: readonly Handler[] = ['sqs', 'kinesis', 'kafka']

/** Starts an Amplitude and a host of the handlers for the tests of a block. Before each test, Amplitude accepts everything again. */
export function useLambda(createHost: () => Host) {
  let amplitude: AmplitudeServer
  let host: Host

  beforeAll(async () => {
    amplitude = await startAmplitude()
    host = createHost()
    await host.start(`${amplitude.url}/$1`)
  })
  beforeEach(() => {
    amplitude.answerAll(() => accepted)
  })
  afterAll(async () => {
    await host.stop()
    await amplitude.close()
  })

  return {
    get amplitude() {
      return amplitude
    },
    invoke: (invocation: Invocation) => host.invoke(invocation),
    deliver: (handler: Handler, bodies: readonly Body[], more: Partial<Invocation> = {}) =>
      host.invoke({ handler, event: batchOf(handler, bodies), ...more }),
  }
}

/** The answer of a handler that names the records at these indices. */
export function naming(handler: Handler, bodies: readonly Body[], ...indices: number[]) {
  return {
    batchItemFailures: indices.map((index) => ({ itemIdentifier: identifierOf(handler, bodies, index) })),
  }
}
