import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, impression, ok, send, sendBatch, treatment } from './helpers/segment'

keepOffTheNetwork()

describe('a variant under another name', () => {
  const without = (properties: object) => {
    const event = impression({}, properties)
    const { variant: _, ...rest } = event.properties as Record<string, unknown>
    return { ...event, properties: rest }
  }

  it('refuses the event and names the property', async () => {
    await expect(send(without({ variant_key: 'treatment' }))).rejects.toThrow(
      'its property “variant_key” looks like one. The event isn’t sent, because it would take the visitor out of the experiment. Did you mean “variant”?',
    )
  })

  it('refuses the event in a batch, and if other properties are mapped', async () => {
    const uploads = amplitude([200, ok])
    const event = without({ '[Experiment] Variant': 'treatment' })
    const mapping = { event_properties: { note: 'x' } }
    expect((await sendBatch([treatment, event], mapping)).map(({ status }) => status)).toEqual([200, 400])
    expect(uploads[0]?.events).toHaveLength(1)
  })

  it.each([
    [{ experiment_name: 'checkout_button', variation_name: 'Green', variation_id: 'v2' }, 'Green'],
    [{ experiment_name: 'checkout_button', variation_id: 1, variation_name: 0 }, '0'],
  ])('doesn’t matter if the event has the mapped one: %j', async (properties, variant) => {
    const uploads = amplitude([200, ok])
    await send({ ...treatment, event: 'Experiment Viewed', properties })
    expect(uploads[0]?.events[0]?.['user_properties']).toEqual({
      $set: { '[Experiment] checkout_button': variant },
    })
  })

  it.each([
    [{ variation_id: 'v2' }, 'variation_id'],
    [{ variant_name: 'Green' }, 'variant_name'],
    [{ variationName: 'Green' }, 'variationName'],
  ])('in “Experiment Viewed” never unsets: %j', async (properties, near) => {
    const event = {
      ...treatment,
      event: 'Experiment Viewed',
      properties: { experiment_name: 'checkout_button', ...properties },
    }
    await expect(send(event)).rejects.toThrow(
      new RegExp(`“${near}” looks like one.* Did you mean “variation_name”`),
    )
  })

  it('isn’t required: an event may have no variant at all', async () => {
    const uploads = amplitude([200, ok])
    await send({
      ...treatment,
      event: 'Experiment Viewed',
      properties: { experiment_name: 'checkout_button' },
    })
    expect(uploads[0]?.events[0]?.['user_properties']).toEqual({
      $unset: { '[Experiment] checkout_button': '-' },
    })
  })
})
