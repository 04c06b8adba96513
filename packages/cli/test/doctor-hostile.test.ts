// Whatever the settings and subscriptions contain, the output is short, readable and without keys.
import fc from 'fast-check'
import { doctor, file, presets, report, withMapping, withPreset } from './helpers/doctor.js'
import { unprintable } from './helpers/unprintable.js'

const deep = (layers: number, [open, close]: readonly [string, string]) =>
  `${open.repeat(layers)}1${close.repeat(layers)}`
const long = 'x'.repeat(1_000_000)

/** Runs the command in words and as JSON, and checks both texts. */
async function check(args: readonly string[]) {
  const words = await doctor(['--offline', ...args])
  const json = await doctor(['--offline', ...args, '--json'])
  expect([words.code, words.stderr.includes('unexpected')]).toStrictEqual([json.code, false])
  expect([0, 1, 2]).toContain(words.code)
  for (const text of [words.stdout, words.stderr, json.stdout]) expect(text).not.toMatch(unprintable)
  return { ...words, json }
}

describe('impressions doctor with any subscriptions', () => {
  it.each([
    ['an array', ['[', ']']],
    ['an object', ['{"a":', '}']],
    ['a condition', ['{"@if":{"then":', '}}']],
  ] as const)('rejects a mapping with 50,000 levels: %s', async (_, layer) => {
    const text = JSON.stringify(withMapping({ flag_key: 'DEEP' })).replace('"DEEP"', deep(50_000, layer))
    const { code, stdout } = await check(['--subscriptions', file('subs.json', text)])
    expect(code).toBe(1)
    expect(stdout).toContain('“mapping” must be an object with at most 100 levels')
  })

  it.each<[string, unknown]>([
    ['a name', withPreset({ name: long })],
    ['an action', withPreset({ partnerAction: long })],
    ['a trigger', withPreset({ subscribe: `event = "${long}"` })],
    ['a path', withMapping({ variant: { '@path': `$.${long}` } })],
    ['a template', withMapping({ variant: { '@template': long } })],
    ['a fixed value', withMapping({ variant: long })],
    ['the name of a field', withMapping({ [long]: long })],
    ['a batch key', withMapping({ batch_keys: [long] })],
    ['the name of a destination', withPreset({ destination: long })],
  ])('keeps the report short with a megabyte in %s', async (_, subscriptions) => {
    const { stdout, stderr, json } = await check(['--subscriptions', file('subs.json', subscriptions)])
    expect((stdout + stderr).length).toBeLessThan(10_000)
    expect(json.stdout.length).toBeLessThan(30_000)
  })

  it('lists a hundred of thousands of findings, errors first, and counts the others', async () => {
    const fields = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`x${String(index)}`, 'x']))
    const subscriptions = withMapping({ ...fields, variant: { '@path': '$.properties.nothing' } })
    const path = file('subs.json', [...subscriptions, { ...presets()[0], partnerAction: 'trackImpresion' }])
    const { checks, summary } = await report(['--subscriptions', path])
    const { findings, more } = checks.find(({ name }) => name === 'subscriptions') ?? {}
    expect({ shown: findings?.length, more }).toStrictEqual({ shown: 100, more: 2901 })
    expect(findings?.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'ACTION_UNKNOWN' },
    ])
    expect(summary).toMatchObject({ warnings: 3000 })
    const { stdout } = await doctor(['--subscriptions', path])
    expect(stdout).toContain('  … and 2,901 more findings\n')
    expect(stdout).toContain('3,000 warnings')
    expect(stdout.length).toBeLessThan(50_000)
  })

  it('lists a batch key once', async () => {
    const keys = ['user_id', 'device_id', 'insert_id', ...Array<string>(10_000).fill('time')]
    const path = file('subs.json', withMapping({ batch_keys: keys }))
    const { stdout, json } = await check(['--subscriptions', path])
    expect(stdout).toContain('the same user_id, device_id, insert_id and time,')
    expect((stdout + json.stdout).length).toBeLessThan(10_000)
  })

  it('never throws', async () => {
    const names = [
      'flag_key',
      'variant',
      'batch_keys',
      'batch_size',
      '__proto__',
      'constructor',
      '@if',
      '@path',
    ]
    const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }))
    const mapping = fc.dictionary(
      fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary' })),
      anything,
    )
    const subscription = fc.record(
      {
        name: anything,
        subscribe: fc.oneof(fc.constantFrom('type = "track"', 'event = "$impression"', '((', '!'), anything),
        partnerAction: fc.oneof(fc.constantFrom('trackImpression', 'trackExposure', 'logEvent'), anything),
        mapping: fc.oneof(mapping, anything),
        enabled: anything,
        destination: anything,
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.array(fc.oneof(subscription, anything), { maxLength: 3 }), anything),
        async (given) => {
          await check(['--subscriptions', file('subs.json', given ?? null)])
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('impressions doctor with any settings', () => {
  it('never shows a value', async () => {
    const secret = 'zzz-secret'
    const value = fc.oneof(
      fc.constantFrom<unknown>(secret, [secret], { a: secret }, `${secret}\u001b[2J`, ` ${secret}`),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const settings = fc.record(
      { apiKey: value, secretKey: value, endpoint: value, minIdLength: value, ['__proto__']: value },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(settings, async (given) => {
        const { stdout, stderr, json } = await check(['--settings', file('settings.json', given)])
        expect(stdout + stderr + json.stdout).not.toContain(secret)
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    ['100,000 layers', deep(100_000, ['{"apiKey":', '}'])],
    ['100,000 brackets', '['.repeat(100_000)],
    ['megabytes', JSON.stringify({ apiKey: long, secretKey: `${long}y`, endpoint: long, [long]: long })],
    [
      'thousands of names',
      JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`s${String(n)}`, n]))),
    ],
    ['nothing', ''],
  ])('keeps the report short with %s', async (_, text) => {
    const { stdout, stderr, json } = await check(['--settings', file('settings.json', text)])
    expect((stdout + stderr).length).toBeLessThan(40_000)
    expect(json.stdout.length).toBeLessThan(100_000)
  })
})
