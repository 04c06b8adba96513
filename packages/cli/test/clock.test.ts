import { systemClock } from '../src/clock.js'

describe('the machine’s clock', () => {
  it('lets time pass, and not if the user has stopped', async () => {
    const before = systemClock.now()
    await systemClock.wait(1, new AbortController().signal)
    expect(systemClock.now()).toBeGreaterThanOrEqual(before)
    await expect(systemClock.wait(600_000, AbortSignal.abort())).rejects.toThrow('aborted')
  })
})
