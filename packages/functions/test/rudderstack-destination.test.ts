import fc from 'fast-check'
import { corpus } from '../../contract/test/helpers/corpus.js'
import { postForm } from './helpers/post-form.js'
import { loadTransformation, type RudderEvent } from './helpers/rudderstack-transformation.js'
import {
  configs,
  expected,
  now,
  out,
  sent,
  transformEvent,
  treatment,
} from './helpers/sent-by-rudderstack.js'

const unsetTreatment = { '[Experiment] hero-headline': '-' }

describe.each(configs)('RudderStack’s destination, %s', (_, config) => {
  it.each(corpus.filter(({ name }) => !name.startsWith('not-experiment')))(
    '$name: sends what the transform makes of it, or nothing',
    ({ event }) => {
      const before = JSON.stringify(event)
      const upload = sent(event, config)
      expect(upload && postForm(upload)).toEqual(expected(event))
      expect(JSON.stringify(event)).toBe(before)
    },
  )

  it.each([
    ['sets', treatment, { $set: { '[Experiment] hero-headline': 'treatment' } }],
    ['unsets', out, { $unset: unsetTreatment }],
  ])('%s the user property, and changes none of the visitor’s others', (_, event, changes) => {
    const upload = sent(
      {
        ...event,
        traits: { email: 'jo@example.com' },
        userProperties: { plan: 'gold' },
        isRevenue: true,
        integrations: { All: true, Amplitude: { fieldsToUnset: ['plan'], groups: { team: 'a' } } },
        context: {
          traits: { email: 'jo@example.com' },
          campaign: { source: 'newsletter' },
          page: { path: '/', initial_referrer: '$direct', initial_referring_domain: '' },
          mappedToDestination: true,
        },
      },
      config,
    ) as RudderEvent
    expect(postForm(upload)['user_properties']).toEqual(changes)
    expect(upload).not.toHaveProperty('revenueType')
  })

  it('unsets in both of RudderStack’s ways, and in neither if the property is set', () => {
    const integrations = { All: true, Amplitude: { fieldsToUnset: ['plan'] } }
    expect(transformEvent({ ...out, integrations })).toMatchObject({
      context: { traits: { $unset: unsetTreatment } },
      integrations: { All: true, Amplitude: { fieldsToUnset: Object.keys(unsetTreatment) } },
    })
    expect(transformEvent({ ...treatment, integrations })).toMatchObject({
      integrations: { All: true, Amplitude: {} },
    })
    expect(transformEvent({ ...treatment, integrations })?.['integrations']).not.toHaveProperty(
      'Amplitude.fieldsToUnset',
    )
  })

  it('unsets with an identify call if a credential says so', () => {
    const credentials = { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'identify' }
    const { transformEvent: given } = loadTransformation({ now, credentials })
    expect(given(out)).toMatchObject({ type: 'identify' })
    const upload = sent(out, config, given) as RudderEvent
    expect(postForm(upload)).toEqual(expected(out, { unsetAs: 'identify' }))
    expect(upload).toMatchObject({ event_type: '$identify', user_properties: { $unset: unsetTreatment } })
  })
})

it('sends what the transform makes of it, whatever else is in the event', () => {
  const anything = fc.record(
    {
      channel: fc.constantFrom('web', 'mobile', 'server', 'Web'),
      context: fc.jsonValue(),
      integrations: fc.jsonValue(),
      traits: fc.jsonValue(),
      userProperties: fc.jsonValue(),
      isRevenue: fc.jsonValue(),
      sentAt: fc.jsonValue(),
      properties: fc.dictionary(fc.string(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      anything,
      fc.constantFrom(treatment, out),
      fc.constantFrom(...configs),
      (over, event, [, config]) => {
        const one = JSON.parse(
          JSON.stringify({
            ...event,
            ...over,
            properties: { ...over.properties, ...(event['properties'] as object), revenue: 1 },
          }),
        ) as RudderEvent
        const upload = sent(one, config)
        const { event_properties: properties, ...others } = postForm(upload as RudderEvent)
        const { event_properties: wanted, ...rest } = expected(one) as RudderEvent
        const { revenue: _, ...withoutRevenue } = wanted as RudderEvent
        expect(others).toEqual(rest)
        expect(properties).toEqual(withoutRevenue)
      },
    ),
  )
})
