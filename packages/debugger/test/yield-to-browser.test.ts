import { createYieldToBrowser } from '../src/ui/yield-to-browser.js'

/** Runs a breath to where it settles without time passing: whether it did. */
async function goesOnAtOnce(breath: Promise<void>): Promise<boolean> {
  let settled = false
  void breath.then(() => {
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
    const breathe = createYieldToBrowser(5)
    jest.advanceTimersByTime(5)
    const others = jest.fn()
    setTimeout(others, 0)
    const breath = breathe()
    expect(await goesOnAtOnce(breath)).toBe(false)
    jest.runAllTimers()
    await breath
    expect(others).toHaveBeenCalledTimes(1)
    expect(await goesOnAtOnce(breathe())).toBe(true)
  })

  it('doesn’t wait before that', async () => {
    const breathe = createYieldToBrowser(5)
    jest.advanceTimersByTime(4)
    for (let part = 0; part < 100; part += 1) expect(await goesOnAtOnce(breathe())).toBe(true)
  })
})
