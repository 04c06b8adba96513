import { createDestination } from '@experiment-impressions/destination'
import { bundle } from './helpers/bundle.js'
import { ValidationError } from './helpers/segment-functions.js'
import { eventOf, foreign, treatment, useDestinationFunction } from './helpers/use-destination-function.js'

const fn = useDestinationFunction()

describe('the settings', () => {
  it.each([
    ['only the key', {}, 'https://api2.amplitude.com/2/httpapi'],
    ['Europe', { endpoint: 'europe' }, 'https://api.eu.amplitude.com/2/httpapi'],
    [
      'blanks',
      { endpoint: ' ', uploadApi: '', minIdLength: '', partnerId: '' },
      'https://api2.amplitude.com/2/httpapi',
    ],
    ['the batch API', { endpoint: ' europe ', uploadApi: 'batch' }, 'https://api.eu.amplitude.com/batch'],
  ])('%s: uploads to the right URL', async (_, over, url) => {
    await fn.onTrack(treatment, over)
    expect(fn.amplitude.asked).toEqual([url])
    expect(fn.amplitude.uploads[0]).toEqual({ api_key: 'test-api-key', events: [expect.any(Object)] })
  })

  it.each([
    ['no key', { apiKey: ' ' }, '“apiKey” is missing'],
    ['another region', { endpoint: 'eu' }, '“endpoint” must be north_america, europe or empty'],
    ['a word for a number', { minIdLength: 'five' }, '“minIdLength” must be a number or empty'],
    [
      'a negative number',
      { skipUserPropertiesAfterHours: '-1' },
      '“skipUserPropertiesAfterHours” must be a number',
    ],
    ['the choice of another setting', { unsetAs: 'batch' }, '“unsetAs” must be event, identify or empty'],
  ])('%s: refuses every experiment event with the reason, and no other event', async (_, over, message) => {
    await expect(fn.onTrack(treatment, over)).rejects.toThrow(message)
    await expect(fn.onTrack(treatment, over)).rejects.toBeInstanceOf(ValidationError)
    await expect(fn.onBatch([foreign, treatment], over)).resolves.toEqual([
      { status: 200 },
      { status: 400, errormessage: expect.stringContaining(message) as string },
    ])
    expect(fn.amplitude.asked).toEqual([])
  })

  it('have the same effect as in the destination', async () => {
    const out = eventOf('impression-out-of-rollout')
    await fn.onTrack(out, { unsetAs: 'identify' })
    await fn.onTrack(treatment, { transformAt: 'ingestion' })
    await fn.onTrack({ ...treatment, userId: 'abc' }, { minIdLength: '3', partnerId: 'partner' })
    await fn.onTrack(treatment, { skipUserPropertiesAfterHours: '1' })
    expect(fn.sentEvents()).toEqual([
      expect.objectContaining({ event_type: '$identify' }),
      expect.objectContaining({ event_type: '$impression' }),
      expect.objectContaining({ user_id: 'abc', partner_id: 'partner' }),
      expect.objectContaining({ $skip_user_properties_sync: true }),
    ])
    expect(fn.amplitude.uploads[2]?.options).toEqual({ min_id_length: 3 })
  })

  it('have the destination’s names, and the key is a secret', () => {
    const { settings: asked } = JSON.parse(bundle('segment-destination-function.json')) as {
      readonly settings: readonly Readonly<Record<string, unknown>>[]
    }
    const { scheme: _, fields } = createDestination().authentication as { scheme: string; fields: object }
    expect(asked.map(({ name }) => name)).toEqual(Object.keys(fields).filter((name) => name !== 'secretKey'))
    expect(asked.filter(({ sensitive }) => sensitive).map(({ name }) => name)).toEqual(['apiKey'])
    expect(asked.filter(({ required }) => required).map(({ name }) => name)).toEqual(['apiKey'])
    for (const { type, description } of asked) {
      expect(type).toBe('STRING')
      expect(description).toEqual(expect.stringMatching(/\S/))
    }
  })
})
