import nock from 'nock'

/**
 * Blocks the network while these tests run, except this machine itself if `loopback` is set. nock patches the whole process, so
 * Node's own network is restored for the worker's next file.
 */
export function keepOffTheNetwork({ loopback = false } = {}): void {
  beforeAll(() => {
    nock.disableNetConnect()
    if (loopback) nock.enableNetConnect('127.0.0.1')
  })
  afterEach(() => {
    nock.cleanAll()
  })
  afterAll(() => {
    nock.restore()
  })
}
