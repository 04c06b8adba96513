import { createYieldToBrowser } from '../src/ui/yield-to-browser.js'

/** Whether the wait ends without time passing. */
async function endsAtOnce(wait: Promise<void>): Promise<boolean> {
  let settled = false
  void wait.then(() => {
    settled = true
  })
  await Promise.resolve()
  await Promise.resolve()
  return settled
}

// The clock stands still unless a test moves it, so no busy machine changes what is measured.
describe(createYieldToBrowser, () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })

  afterEach(() => {
    jest.useRealTimers()
  })

  it('waits once the work has taken a while, and starts counting again', async () => {
    const yieldToBrowser = createYieldToBrowser(5)
    jest.advanceTimersByTime(5)
    const others = jest.fn()
    setTimeout(others, 0)
    const wait = yieldToBrowser()
    expect(await endsAtOnce(wait)).toBe(false)
    jest.runAllTimers()
    await wait
    expect(others).toHaveBeenCalledTimes(1)
    expect(await endsAtOnce(yieldToBrowser())).toBe(true)
  })

  it('doesn’t wait before that', async () => {
    const yieldToBrowser = createYieldToBrowser(5)
    jest.advanceTimersByTime(4)
    for (let part = 0; part < 100; part += 1) expect(await endsAtOnce(yieldToBrowser())).toBe(true)
  })
})
