import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from '../src/index.js'

const events = readFileSync(join(__dirname, '../../../test/found/08-experiment-viewed/events.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { messageId: string; properties: Record<string, unknown> })

describe('“Experiment Viewed”', () => {
  it.each([
    ['m-1', { $set: { '[Experiment] checkout_button': 'Green' } }],
    ['m-2', ['VARIANT_MISNAMED properties.variation_id']],
    ['m-3', ['FLAG_KEY_MISNAMED properties.experimentId', 'VARIANT_MISNAMED properties.variationId']],
    ['m-4', ['FLAG_KEY_MISSING properties.experiment_name', 'VARIANT_MISNAMED properties.variation_id']],
    ['m-5', ['VARIANT_MISNAMED properties.variant_id']],
    ['m-6', { $set: { '[Experiment] checkout_button': '0' } }],
  ])('%s sets the property or says what was probably meant', (id, expected) => {
    const result = transform(
      events.find(({ messageId }) => messageId === id),
      { experimentViewed: true },
    )
    expect(
      result.kind === 'send'
        ? result.event.user_properties
        : result.issues.map(({ code, path }) => `${code} ${path.join('.')}`),
    ).toEqual(expected)
  })

  it('is sent as an exposure that keeps its own properties', () => {
    const result = transform(events[0], { experimentViewed: true })
    expect(result).toMatchObject({
      kind: 'send',
      event: {
        event_type: '[Experiment] Exposure',
        event_properties: {
          '[Experiment] Flag Key': 'checkout_button',
          '[Experiment] Variant': 'Green',
          '[Experiment] Experiment Key': 'exp-77',
          ...events[0]?.properties,
        },
      },
      issues: [],
    })
  })

  it('unsets the property only if nothing looks like a variant', () => {
    const properties = { experiment_name: 'checkout_button' }
    expect(transform({ ...events[0], properties }, { experimentViewed: true })).toMatchObject({
      event: { user_properties: { $unset: { '[Experiment] checkout_button': '-' } } },
    })
  })

  it('is left alone without the option', () => {
    expect(transform(events[0])).toMatchObject({ kind: 'skip', issues: [{ code: 'NOT_EXPERIMENT_EVENT' }] })
  })
})
