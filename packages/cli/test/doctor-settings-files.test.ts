import { doctor, file, presets, report } from './helpers/doctor.js'

const keys = { apiKey: 'key-of-the-project', secretKey: 'secret-of-the-project' }
const env = { NO_COLOR: '1', AMPLITUDE_API_KEY: keys.apiKey, AMPLITUDE_SECRET_KEY: keys.secretKey }

const check = (settings: unknown, variables: Record<string, string> = {}) =>
  report(['--settings', file('settings.json', settings), '--offline'], { env: variables })

/** A destination as Segment’s Public API returns it. */
const destination = (slug: string, name: string, settings: object = {}) => ({
  id: '66be7aeca665bd11f8908630',
  name: 'my destination',
  enabled: true,
  settings,
  metadata: { id: '5f7dd6d21ad74f3842b1fc47', name, slug },
})

const own = destination('actions-amplitude-experiment', 'Amplitude-Experiment', { ...keys, endpoint: 'eu' })
const amplitude = destination('actions-amplitude', 'Amplitude (Actions)', { ...keys, endpoint: 'europe' })
const webhooks = destination('actions-webhook', 'Webhooks (Actions)', { sharedSecret: 'x' })
const classic = {
  ...keys,
  trackAllPagesV2: true,
  groupTypeTrait: '',
  batchEvents: false,
  trackNamedPages: true,
}

describe('a file of settings', () => {
  it.each<[string, unknown]>([
    ['one destination', { data: { destination: own } }],
    ['one destination, unwrapped', own],
    ['a list', { data: { destinations: [amplitude, own, webhooks] } }],
    ['a bare list', [webhooks, own]],
    ['settings only', own.settings],
  ])('can be %s', async (_, content) => {
    expect((await check(content)).lines).toStrictEqual(['error SETTING_NOT_CHOICE endpoint'])
  })

  it.each<[unknown, string]>([
    [
      { data: { destination: amplitude } },
      'These are the settings of another destination, “Amplitude (Actions)”, not of Amplitude-Experiment.',
    ],
    [
      { data: { destinations: [amplitude, webhooks, amplitude] } },
      'The file has no settings of Amplitude-Experiment, only of “Amplitude (Actions)” and “Webhooks (Actions)”.',
    ],
    [
      classic,
      'Amplitude-Experiment has no settings trackAllPagesV2, groupTypeTrait, batchEvents and trackNamedPages. The file seems to be for “Amplitude (Classic)”.',
    ],
    [
      { measurementId: 'zzz' },
      'Amplitude-Experiment has no setting measurementId. The file seems to be for another destination.',
    ],
  ])('is refused if it’s another destination’s', async (content, reason) => {
    const { code, checks, findings } = await check(content, env)
    expect({ code, keys: checks[1]?.status, findings }).toMatchObject({
      code: 1,
      keys: 'skipped',
      findings: [{ code: 'SETTINGS_FOREIGN', severity: 'error', reason }],
    })
  })

  it.each<[unknown, string]>([
    [[own, own], 'contains 2 destinations of this kind. Fetch the one to check'],
    [
      { data: { subscriptions: presets() } },
      'contains subscriptions, not settings. Pass it with --subscriptions.',
    ],
    [
      { errors: [{ type: 'unauthorized', message: 'No\u001b[31m token' }] },
      'contains an error of Segment’s Public API (“No\\u001b[31m token”), not settings. Fetch it again.',
    ],
    [[], 'contains no settings'],
  ])('is read or refused whole: %j', async (content, message) => {
    const { code, stderr } = await doctor(['--settings', file('settings.json', content)])
    expect(code).toBe(2)
    expect(stderr).toContain(`settings.json ${message}`)
    expect(stderr).toContain('https://api.segmentapis.com/destinations/$ID > settings.json')
  })

  it('isn’t a file of subscriptions', async () => {
    const path = file('subs.json', { data: { destination: own } })
    const { code, stderr } = await doctor(['--subscriptions', path])
    expect(code).toBe(2)
    expect(stderr).toContain(
      'contains a destination’s settings, not its subscriptions. Pass it with --settings.',
    )
    expect(stderr).toContain('https://api.segmentapis.com/destinations/$ID/subscriptions > subs.json')
  })
})

describe('a key that is masked', () => {
  const masks = [
    '••••••••••dada',
    '****',
    'abcd…wxyz',
    'abcd...wxyz',
    '<redacted>',
    '[REDACTED]',
    'xxxx',
    '{{ key }}',
  ]

  it.each(masks)('is found once, whatever it looks like: %s', async (mask) => {
    const { lines } = await report([
      '--settings',
      file('settings.json', { apiKey: mask, secretKey: mask }, 0o644),
      '--offline',
    ])
    expect(lines).toStrictEqual(['error KEYS_MASKED'])
  })

  it('says what to do', async () => {
    const path = file('settings.json', {
      data: { destination: { ...own, settings: { apiKey: '••da', secretKey: '••' } } },
    })
    const { stdout } = await doctor(['--settings', path, '--offline'], { columns: 80 })
    expect(stdout.split('\n\n')[0]).toMatchInlineSnapshot(`
      "✗ Settings
        ✗ KEYS_MASKED  settings.json
          “API Key” and “Secret Key” aren’t keys. They’re the masks or placeholders
          that are shown instead.
          → Copy the keys themselves in Amplitude, from Settings, Organization
            settings, Projects, and set AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY.
            The environment overrides the file."
    `)
  })

  it('doesn’t matter if the environment has the key', async () => {
    const { code, lines } = await check(
      { apiKey: '••••dada', secretKey: '••••3f2a', endpoint: 'europe' },
      env,
    )
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
  })
})
