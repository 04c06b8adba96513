import { answer, closeServers, open, serve, signInPage } from './helpers/servers'

afterEach(closeServers)

const settings = { apiKey: 'test-api-key', secretKey: 'test-secret-key', endpoint: 'north_america' }
const deletion = { type: 'delete', userId: 'user-1' } as never

describe('a deletion', () => {
  const ask = async (body: unknown): Promise<unknown> => {
    const { url } = await serve(answer(200, body))
    return open(url).onDelete?.(deletion, settings)
  }
  const job = { day: '2026-12-23', status: 'staging', amplitude_ids: [], invalid_ids: [] }

  it.each([job, [job, job], { message: 'Nothing scheduled', invalid_ids: ['user-1'] }].map((body) => [body]))(
    'treats %j as done',
    async (body) => {
      await expect(ask(body)).resolves.toStrictEqual(body)
    },
  )

  it.each(
    [{}, [], { code: 200 }, { day: '2026-12-23' }, [job, null], null, signInPage].map((body) => [body]),
  )('treats %j as not from Amplitude, and is retried', async (body) => {
    await expect(ask(body)).rejects.toMatchObject({
      status: 500,
      message: expect.stringContaining('other than Amplitude') as string,
    })
  })
})
