import { expectWaiting } from './helpers/outbox'
import { code, showing, webExperiment } from './helpers/page-parts'
import { rudderstackPlugin, rudderstackSnippet } from './helpers/rudderstack-page'
import { useRudderstack } from './helpers/use-rudderstack'

const { stage, live, expectToBeOfPageA } = useRudderstack()

const plain = [rudderstackSnippet(), rudderstackPlugin()]

describe('consent', () => {
  const asking = code(`window.experimentImpressions = { consent: () => window.agreed }`)
  const undecided = [asking, ...plain]

  it('keeps an impression on the device across page loads until the callback says yes', async () => {
    const page = await stage.open('/a', ...undecided, webExperiment())
    await live(page)
    await expectWaiting(page, 1)
    await stage.goTo(page, '/b', ...undecided)
    await live(page)
    await page.evaluate('window.agreed = true')
    expectToBeOfPageA((await stage.site.impressionsArrived(1))[0])
    await expectWaiting(page, 0)
  })

  it('erases it when the callback says no', async () => {
    const page = await stage.open('/a', ...undecided, webExperiment())
    await live(page)
    await expectWaiting(page, 1)
    await page.evaluate('window.agreed = false')
    await expectWaiting(page, 0)
    await page.evaluate('window.agreed = true')
    await page.evaluate(showing('after'))
    const impressions = await stage.site.impressionsArrived(1)
    expect(impressions.map(({ properties }) => properties['flag_key'])).toEqual(['after'])
  })

  it('counts as refused if window.rudderanalytics is null, which erases waiting impressions', async () => {
    stage.site.fail('script', 404)
    const page = await stage.open('/a', ...plain, webExperiment())
    await expectWaiting(page, 1)
    await stage.goTo(page, '/b', code('window.rudderanalytics = null'), rudderstackPlugin(), webExperiment())
    await page.waitForFunction('window.isStarted')
    await expectWaiting(page, 0)
  })

  it('leaves buffering to the SDK’s own pre-consent, which sends the impression after `consent`', async () => {
    const loadOptions = {
      consentManagement: { enabled: true, provider: 'custom' },
      preConsent: { enabled: true, storage: { strategy: 'anonymousId' }, events: { delivery: 'buffer' } },
    }
    const page = await stage.open(
      '/a',
      rudderstackSnippet({ loadOptions }),
      rudderstackPlugin(),
      webExperiment(),
    )
    await live(page)
    await expectWaiting(page, 0)
    expect(stage.site.arrived).toEqual([])
    await page.evaluate(
      `rudderanalytics.consent({ consentManagement: { enabled: true, provider: 'custom', allowedConsentIds: ['all'] } })`,
    )
    const [impression] = await stage.site.impressionsArrived(1)
    expect(impression?.anonymousId).toBe(await page.evaluate('rudderanalytics.getAnonymousId()'))
  })
})
