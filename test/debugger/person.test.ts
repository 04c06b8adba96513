import { impression, RecordMaker } from './helpers/records'
import { shopSession } from './helpers/shop-session'
import { expectText, textOf, useStage } from './helpers/page'

const stage = useStage()

describe('one person', () => {
  it('isn’t listed if their events were never sent', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = [
      maker.of(impression({ id: '1', variant: 'a', device: 'device-1' })),
      maker.of({ ...impression({ id: '2', user: 'u0', device: 'device-1' }), properties: {} }),
    ]
    const page = await stage.open('#/people')
    await expectText(page, '1 person', { exact: true })
    await page.goto(stage.sandbox.url('#/people/u0'))
    await expectText(page, 'No one here has this id')
    await page.goto(stage.sandbox.url('#/people/device-1'))
    await expectText(page, 'Anonymous so far, 1 event on this page')
  })

  it('includes events from before the login, and stands out with two variants of a flag', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/people')
    await page.getByRole('button', { name: 'changed variant' }).click()
    await expectText(page, '1 person', { exact: true })
    await page.getByRole('link', { name: /user-48213/ }).click()
    await expectText(page, 'This person saw control, then treatment of hero-headline.')
    await expectText(page, 'Logged in, 4 events on this page')
    expect(await textOf(page, '.identities')).toBe(
      'user id user-48213 device id dev-4821-aaaa device id dev-4821-bbbb',
    )
    const marks = page.getByRole('list', { name: 'Events of hero-headline' }).getByRole('link')
    expect(await marks.evaluateAll((found) => found.map((mark) => mark.getAttribute('aria-label')))).toEqual([
      '10:00:19.998 UTC: set to control',
      '10:00:34.998 UTC: control again',
      '10:02:04.998 UTC: changed to treatment',
    ])
    await expectText(page, '[Experiment] hero-headline = treatment')
    await marks.last().click()
    await expectText(page, 'Delivered: the variant changed from “control” to “treatment”.')
  })

  it('opens from an event, and by a device’s id', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/stream/m-09')
    await page.getByRole('link', { name: 'user-48213' }).click()
    await page.getByRole('heading', { name: 'user-48213' }).waitFor()
    await page.goto(stage.sandbox.url('#/people'))
    await expectText(page, 'Pick a person')
    await page.goto(stage.sandbox.url('#/people/dev-4821-bbbb'))
    await page.getByRole('heading', { name: 'user-48213' }).waitFor()
    await page.getByRole('searchbox').fill('89491c54')
    await expectText(page, '1 person', { exact: true })
    await page.getByRole('searchbox').fill('nobody at all')
    await expectText(page, 'No one matches the search')
  })

  it('has a long list of events, which says where it ends', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = Array.from({ length: 240 }, (_, index) =>
      maker.of(impression({ id: `id-${String(index)}`, variant: 'a', user: 'user-1', after: index })),
    )
    const page = await stage.open('#/people/user-1')
    const end = page.getByText('End of list, 240 events')
    await expectText(page, '240 events, newest first')
    const rows = page.getByRole('listbox', { name: 'Their events, newest first' })
    await rows.press('End')
    await end.waitFor()
    await rows.press('Home')
    await end.waitFor({ state: 'detached' })
    expect(await textOf(page, '.axis')).toBe('2026-11-23 09:59:59.998 10:00:00.237 UTC')
  })

  it('with an unknown id isn’t found', async () => {
    stage.sandbox.records = shopSession()
    const page = await stage.open('#/people/nobody')
    await expectText(page, 'No one here has this id')
  })

  it('updates while it’s open', async () => {
    const maker = new RecordMaker()
    stage.sandbox.records = [maker.of(impression({ id: '1', variant: 'a', device: 'device-1' }))]
    const page = await stage.open('#/people/device-1')
    await expectText(page, 'Anonymous so far, 1 event on this page')
    stage.sandbox.send(
      maker.of(impression({ id: '2', variant: 'b', device: 'device-1', user: 'user-1', after: 9000 })),
    )
    await expectText(page, 'Logged in, 2 events on this page')
    await expectText(page, 'This person saw a, then b')
  })
})
