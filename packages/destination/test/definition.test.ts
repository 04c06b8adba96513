import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import { defaultValues, type ActionDefinition } from '@segment/actions-core'
import { parseFql } from '@segment/destination-subscriptions'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { destination, type Settings } from '../src/index'
import { amplitude, impression, ok, send, treatment } from './helpers/segment'

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

  it.each(actions)('shows the fields of %s that matter first', (_, { fields }) => {
    const all = Object.entries(fields)
    const identifiers = all.filter(([, { category }]) => category === 'identifier')
    const shown = all.filter(([, field]) => field.displayMode !== 'collapsed' && !field.unsafe_hidden)
    expect(identifiers.map(([name]) => name)).toStrictEqual(['user_id', 'device_id'])
    expect(shown.map(([name]) => name)).toStrictEqual([
      'user_id',
      'device_id',
      'flag_key',
      'variant',
      'experiment_key',
    ])
    expect(fields['batch_size']?.depends_on).toStrictEqual({
      conditions: [{ fieldKey: 'enable_batching', operator: 'is', value: true }],
    })
  })

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

describe('a long text', () => {
  // With “[Experiment] ” in front, a flag key of 1011 characters has the 1024 that Amplitude keeps.
  it.each([
    ['a flag key', { flag_key: 'x'.repeat(1011) }],
    ['a variant', { variant: 'x'.repeat(1025) }],
    ['an experiment key', { experiment_key: 'x'.repeat(1025) }],
  ])('is sent in %s', async (_, properties) => {
    const uploads = amplitude([200, ok])
    await send(impression({ userId: 'u'.repeat(1025), messageId: 'm'.repeat(1025) }, properties))
    expect(uploads).toHaveLength(1)
  })

  it.each([
    [1012, /user property would have 1,?025 characters/],
    [1025, /^Flag Key must be 1024 characters or fewer but it was 1025 characters\.$/],
  ])('is refused in a flag key with %i characters', async (length, words) => {
    const uploads = amplitude()
    await expect(send(impression({}, { flag_key: 'x'.repeat(length) }))).rejects.toThrow(words)
    expect(uploads).toStrictEqual([])
  })
})

describe('the README', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| (\S.*?) +\| `(\w+)` +\|/gm)].map(([, label, name]) => [name, label])
  const labelsOf = (fields: object) =>
    Object.entries(fields as Record<string, { label: string; unsafe_hidden?: boolean }>)
      .filter(([, field]) => !field.unsafe_hidden)
      .map(([name, { label }]) => [name, label])

  it('lists each setting and field with its label', () => {
    const settings = labelsOf(destination.authentication?.fields ?? {})
    const fields = labelsOf(destination.actions['trackImpression']?.fields ?? {})
    expect(rows.toSorted()).toStrictEqual([...settings, ...fields].toSorted())
  })

  it('has an example that works unchanged', async () => {
    const uploads = amplitude([200, ok])
    const [, example = ''] = /```js\n(.*?)```/s.exec(readme) ?? []
    const run = compileFunction(`return (async () => {${example}})()`, [
      'require',
      'event',
      'apiKey',
      'secretKey',
    ]) as (...values: readonly unknown[]) => Promise<void>
    await run(require, treatment, 'test-api-key', 'test-secret-key')
    expect(uploads).toMatchObject([{ events: [{ event_type: '[Experiment] Impression' }] }])
  })
})
