import type { Settings } from '../src/index'
import { answer, closeServers, html, large, open, serve } from './helpers/servers'

afterEach(closeServers)

const settings: Settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'north_america' }

describe('a test of the keys', () => {
  it('accepts the documented answer, whatever its content type', async () => {
    const { url } = await serve((_request, response) =>
      response.writeHead(200, html).end('{"matches":[],"type":"nomatch"}'),
    )
    await expect(open(url).testAuthentication({ ...settings })).resolves.toBeUndefined()
  })

  it.each([{}, { ok: true }, { matches: 'none' }, []])('treats %j as not from Amplitude', async (body) => {
    const { url } = await serve(answer(200, body))
    await expect(open(url).testAuthentication({ ...settings })).rejects.toThrow(
      /Something other than Amplitude answered/,
    )
  })

  it('accepts the documented answer, however long it is', async () => {
    const { url } = await serve(answer(200, { matches: [{ user_id: large }], type: 'match_user_id' }))
    await expect(open(url).testAuthentication({ ...settings })).resolves.toBeUndefined()
  })
})
