import nock from 'nock'
import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import { file, report } from './helpers/doctor.js'

const [apiKey, secretKey] = ['key-of-the-project', 'secret-of-the-project']
const env = { NO_COLOR: '1', AMPLITUDE_API_KEY: apiKey, AMPLITUDE_SECRET_KEY: secretKey }

const settings = () => file('settings.json', { endpoint: 'europe' })

describe('impressions doctor: keys, at Amplitude itself', () => {
  keepOffTheNetwork()

  const us = 'https://amplitude.com'
  const eu = 'https://analytics.eu.amplitude.com'
  const auth = { user: apiKey, pass: secretKey }
  const failure = (code: string) => Object.assign(new Error('no'), { code })
  const searchAt = (host: string, status: number) =>
    nock(host)
      .get('/api/2/usersearch')
      .query(true)
      .basicAuth(auth)
      .reply(status, status === 200 ? { matches: [], type: 'nomatch' } : {})

  it.each([
    ['europe', eu, 'in Europe'],
    ['north_america', us, 'in North America'],
    [undefined, us, 'in North America'],
  ])('asks the region %s', async (endpoint, host, where) => {
    searchAt(host, 200)
    const { code, checks } = await report(['--settings', file('settings.json', { endpoint })], { env })
    expect({ code, note: checks[1]?.note }).toStrictEqual({
      code: 0,
      note: expect.stringContaining(`Amplitude ${where} accepts`) as string,
    })
  })

  it.each([
    ['europe', eu, us, 'north_america'],
    ['north_america', us, eu, 'europe'],
  ])('finds keys that aren’t from %s', async (endpoint, host, other, setting) => {
    searchAt(host, 401)
    searchAt(other, 200)
    const { code, findings } = await report(['--settings', file('settings.json', { endpoint })], { env })
    expect({ code, findings }).toMatchObject({
      code: 1,
      findings: [
        {
          code: 'REGION_WRONG',
          path: ['endpoint'],
          params: { setting },
          nextStep: `Set “endpoint” to ${setting}.`,
        },
      ],
    })
  })

  it.each(['a page', 'nothing', 'a redirect', 'a cut', 'a server error'])(
    'doesn’t take %s for a sign that the keys belong to the other region',
    async (what) => {
      searchAt(us, 401)
      const other = nock(eu).get('/api/2/usersearch').query(true)
      if (what === 'a page') other.reply(200, '<html></html>', { 'content-type': 'text/html' })
      else if (what === 'nothing') other.reply(204)
      else if (what === 'a redirect') other.reply(302, '', { location: us })
      else if (what === 'a cut') other.replyWithError(failure('ECONNRESET'))
      else other.reply(500, {})
      const { code, findings } = await report(['--settings', file('settings.json', {})], { env })
      expect({ code, findings }).toMatchObject({
        code: 1,
        findings: [{ code: 'KEYS_REFUSED', params: { status: 401, where: 'in North America' } }],
      })
    },
  )

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ECONNRESET'])(
    'finds that Amplitude is out of reach: %s',
    async (cause) => {
      nock(eu).get('/api/2/usersearch').query(true).replyWithError(failure(cause))
      const { code, findings } = await report(['--settings', settings()], { env })
      expect({ code, findings }).toMatchObject({
        code: 1,
        findings: [{ code: 'AMPLITUDE_UNREACHABLE', params: { host: 'analytics.eu.amplitude.com', cause } }],
      })
    },
  )

  it('finds keys that no region accepts', async () => {
    searchAt(eu, 403)
    searchAt(us, 401)
    const { findings } = await report(['--settings', settings()], { env })
    expect(findings).toMatchObject([{ code: 'KEYS_REFUSED', params: { status: 403, where: 'in Europe' } }])
  })

  it('makes no request with --offline', async () => {
    const search = nock('https://analytics.eu.amplitude.com').get('/api/2/usersearch').query(true).reply(200)
    const { code, statuses, checks } = await report(['--settings', settings(), '--offline'], { env })
    const isAsked = search.isDone()
    expect({ code, keys: statuses['keys'], note: checks[1]?.note, isAsked }).toStrictEqual({
      code: 0,
      keys: 'skipped',
      note: 'Not checked: --offline.',
      isAsked: false,
    })
  })
})
