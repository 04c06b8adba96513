import { createBreather } from '../src/page/breather.js'

describe(createBreather, () => {
  it('lets others work once the work has taken a while', async () => {
    let others = 0
    const timer = setInterval(() => {
      others += 1
    }, 0)
    const breathe = createBreather(5)
    const end = performance.now() + 60
    while (performance.now() < end) await breathe()
    clearInterval(timer)
    expect(others).toBeGreaterThan(2)
  })

  it('goes on at once before', async () => {
    let others = 0
    const timer = setTimeout(() => {
      others += 1
    }, 0)
    const breathe = createBreather(60_000)
    for (let part = 0; part < 100; part += 1) await breathe()
    clearTimeout(timer)
    expect(others).toBe(0)
  })
})
