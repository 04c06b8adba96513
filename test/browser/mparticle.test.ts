import { code, flag, showing, webExperiment } from './helpers/page-parts'
import { initFromNpm, mparticleNpm, mparticlePlugin, mparticleSnippet } from './helpers/mparticle-page'
import { snippetOf, useMparticle } from './helpers/use-mparticle'

const { stage, servers, live } = useMparticle()

const npm = (ownCode: string): string => `<script src="/npm-mparticle.js"></script>${code(ownCode)}`

const plain = [mparticleSnippet(), mparticlePlugin()]

describe('an impression', () => {
  it('is a custom event with flat attributes, the person and the device', async () => {
    const page = await stage.open('/a', snippetOf('USER-1'), mparticlePlugin(), webExperiment())
    const [impression] = await servers.impressionsArrived(1)
    expect(impression).toEqual({
      name: '$impression',
      category: 'user_content',
      messageId: expect.stringMatching(/^exp-\d+-/) as string,
      mpid: 'MPID-USER-1',
      customerId: 'USER-1',
      deviceId: await page.evaluate('mParticle.getDeviceId()'),
      attributes: {
        flag_key: 'hero-headline',
        experiment_key: 'exp-1',
        variant: 'treatment',
        time: expect.any(Number) as number,
        metadata_deployed: true,
        metadata_evaluationMode: 'local',
        metadata_experimentKey: 'exp-1',
        metadata_flagType: 'experiment',
        metadata_flagVersion: 7,
        metadata_deliveryMethod: 'web',
        metadata_segmentName: 'All Other Users',
        metadata_url: stage.site.url('/a'),
      },
    })
  })

  it('has the category of the `eventType` option', async () => {
    const options = code(`window.experimentImpressions = { eventType: 1 }`)
    await stage.open('/', options, ...plain, webExperiment())
    expect((await servers.impressionsArrived(1))[0]?.category).toBe('navigation')
  })

  it('leaves at once if the SDK is live, without a warning from mParticle', async () => {
    const page = await stage.open(
      '/',
      mparticleSnippet({ ownConfig: { logLevel: 'warning' } }),
      mparticlePlugin(),
    )
    await live(page)
    const warned: string[] = []
    page.on('console', (message) => warned.push(message.text()))
    await page.evaluate(showing())
    await servers.impressionsArrived(1)
    expect(warned).toEqual([])
  })

  it('is not sent if the visitor has opted out', async () => {
    const page = await stage.open('/', ...plain)
    await live(page)
    await page.evaluate(`mParticle.setOptOut(true); ${showing()}`)
    await page.evaluate(`mParticle.setOptOut(false); mParticle.logEvent('Last')`)
    await servers.event('Last')
    expect(servers.impressions).toEqual([])
  })
})

describe('the ways in', () => {
  beforeAll(() => {
    stage.site.sdk('/npm-mparticle.js', mparticleNpm())
  })

  const create = (options: string): string =>
    `window.experimentIntegration = npm.createMparticleIntegration(${options})`

  it.each([
    ['the SDK before it starts', `${create('{ instance: npm.mParticle }')}; ${initFromNpm()}`],
    ['whatever is on window', `${initFromNpm()}; ${create('')}`],
    [
      'an instance with a name',
      `${initFromNpm().replace(/\)$/, `, 'other')`)}; ${create(`{ instance: npm.mParticle.getInstance('other') }`)}`,
    ],
    [
      'another property of window',
      `window.mp = npm.mParticle; ${create(`{ instanceKey: 'mp' }`)}; ${initFromNpm()}`,
    ],
  ])('from npm: %s', async (_what, ownCode) => {
    const page = await stage.open('/', npm(ownCode), webExperiment())
    const [impression] = await servers.impressionsArrived(1)
    expect(impression?.deviceId).toBe(await page.evaluate('experimentIntegration.getUser().device_id'))
  })

  it('takes over from a Web Experiment script that started without it, and sends its queue', async () => {
    const page = await stage.open('/', mparticleSnippet(), webExperiment([flag(), flag({ key: 'other' })]))
    await page.waitForFunction('window.isStarted')
    await live(page)
    await page.addScriptTag({ url: '/experiment-impressions-mparticle.min.js' })
    const impressions = await servers.impressionsArrived(2)
    expect(impressions.map(({ attributes }) => attributes['flag_key']).sort()).toEqual([
      'hero-headline',
      'other',
    ])
  })
})
