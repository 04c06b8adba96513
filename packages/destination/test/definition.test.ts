import { defaultValues, type ActionDefinition } from '@segment/actions-core'
import { parseFql } from '@segment/destination-subscriptions'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { destination, type Settings } from '../src/index'
import { amplitude, ok, send, treatment } from './helpers/segment'

keepOffTheNetwork()

describe('the definition', () => {
  const actions = Object.entries<ActionDefinition<Settings>>(destination.actions)

  it('has presets with valid subscriptions, whose mappings name existing fields', () => {
    expect(destination.presets?.map(({ partnerAction }) => partnerAction)).toStrictEqual([
      'trackImpression',
      'trackExposure',
      'trackExposure',
    ])
    for (const { partnerAction, mapping, ...preset } of destination.presets ?? []) {
      const { subscribe } = preset as { subscribe: string }
      const { fields = {} } = destination.actions[partnerAction] ?? {}
      expect(parseFql(subscribe)).not.toHaveProperty('error')
      expect(Object.keys(mapping ?? {}).filter((field) => !(field in fields))).toStrictEqual([])
      if (!subscribe.includes('Viewed')) expect(mapping).toStrictEqual(defaultValues(fields))
    }
  })

  it.each([
    ['trackImpression', 'type = "track" and event = "$impression"'],
    ['trackExposure', 'type = "track" and event = "$exposure"'],
  ])('%s subscribes to %s', (key, subscription) => {
    expect(destination.actions[key]?.defaultSubscription).toBe(subscription)
  })

  it.each(actions)(
    'gives every field of %s a label, and a description in whole sentences',
    (_, { fields }) => {
      for (const { label, description } of Object.values(fields)) {
        expect(label).toMatch(/^[A-Z]/)
        expect(description).toMatch(/^[A-Z“].*\.$/)
      }
    },
  )

  it('marks secrets as passwords', () => {
    expect(destination.authentication?.fields).toMatchObject({
      apiKey: { type: 'password' },
      secretKey: { type: 'password' },
    })
  })

  it('sends “Experiment Viewed”, Segment’s event for other tools, as an exposure', async () => {
    const uploads = amplitude([200, ok])
    await send({
      ...treatment,
      event: 'Experiment Viewed',
      properties: {
        experiment_id: 'e-1',
        experiment_name: 'checkout',
        variation_id: 'v-1',
        variation_name: 'b',
      },
    })
    expect(uploads[0]?.events).toMatchObject([
      {
        event_type: '[Experiment] Exposure',
        event_properties: {
          '[Experiment] Flag Key': 'checkout',
          '[Experiment] Variant': 'b',
          '[Experiment] Experiment Key': 'e-1',
        },
        user_properties: { $set: { '[Experiment] checkout': 'b' } },
      },
    ])
  })
})
