import { until as expectUntil } from '../helpers/until'
import { impression, RecordMaker, startOfTime } from './helpers/records'
import { shopSession } from './helpers/shop-session'
import { expectText, textOf, useStage } from './helpers/page'

const stage = useStage()

describe('the faults', () => {
  it('are left out if the sandbox delivers to the real Amplitude, and their address says so', async () => {
    stage.sandbox.amplitude = 'europe'
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/faults')
    await expectText(page, 'Faults aren’t available')
    expect(await textOf(page, 'nav')).toBe('Stream People Experiments Inspect Estimate')
    expect(await page.getByRole('button', { name: 'Throttle' }).count()).toBe(0)
  })

  it('are there if the sandbox is too old to say where it delivers to', async () => {
    stage.sandbox.amplitude = undefined
    const page = await stage.open('#/faults')
    await expectText(page, 'No faults are active.')
    expect(await textOf(page, 'nav')).toContain('Faults')
  })

  it('are added with their conditions, and removed', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/faults')
    await expectText(page, 'No faults are active.')
    await page.getByLabel('Every nth request').fill('3')
    await page.getByLabel('Stop after (hits)').fill('2')
    await page.getByRole('combobox').selectOption('httpapi')
    await page.getByRole('button', { name: 'Throttle' }).click()
    await expectText(page, 'httpapi answers 429, every 3rd request, 2 times')
    expect(stage.sandbox.faults).toMatchObject([{ status: 429, every: 3, times: 2, path: 'httpapi' }])
    await page.getByRole('button', { name: 'Remove all' }).click()
    await expectText(page, 'No faults are active.')
    await expectUntil(() => stage.sandbox.faults.length === 0)
  })

  it('show the sandbox’s message if it rejects one', async () => {
    stage.sandbox.refusesFaults = true
    const page = await stage.open('#/faults')
    await page.getByRole('button', { name: 'Fail' }).click()
    expect(await page.getByRole('alert').innerText()).toBe(
      '“every” is out of range; expected a whole number.',
    )
  })

  it('show that no event is lost', async () => {
    const maker = new RecordMaker()
    const trying = maker.of(impression({ id: 'a', variant: 'b', device: 'device-1' }), {
      outcome: 'retry',
      attempts: [{ at: startOfTime, outcome: 'retry', reason: 'Amplitude had trouble (500).' }],
    })
    stage.sandbox.records = [trying]
    const page = await stage.open('#/faults')
    const outcomes = page.getByRole('region', { name: 'Results' })
    const words = async (): Promise<string> => (await outcomes.innerText()).replaceAll(/\s+/g, ' ')
    await expectUntil(
      async () => /In Amplitude 0 In progress 1 Rejected 0 .*retrying 10:00:00.0$/i.test(await words()),
      () => 'no outcomes',
    )
    stage.sandbox.send({
      ...trying,
      outcome: 'accepted',
      attempts: [...trying.attempts, { at: startOfTime + 2000, outcome: 'accepted' }],
    })
    await expectUntil(async () =>
      /In Amplitude 1 In progress 0 Rejected 0 .*accepted 10:00:00.0 · 10:00:02.0$/i.test(await words()),
    )
  })
})
