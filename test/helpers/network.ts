import nock from 'nock'

/**
 * While these tests run, nothing leaves this machine, and unless `loopback` is set, nothing its process. nock patches
 * the whole process, so the worker's next file gets Node's own network back.
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
