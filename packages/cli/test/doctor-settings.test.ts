import { doctor, file, report } from './helpers/doctor.js'

const keys = { apiKey: 'key-of-the-project', secretKey: 'secret-of-the-project' }

const checkSettings = async (settings: object, env: Record<string, string> = {}) => {
  const path = file('settings.json', settings)
  const { code, checks, lines } = await report(['--settings', path, '--offline'], { env })
  expect(checks[0]?.name).toBe('settings')
  return { code, lines, check: checks[0] }
}

describe('impressions doctor: settings', () => {
  it('accepts all settings of the destination', async () => {
    const all = {
      ...keys,
      endpoint: 'europe',
      unsetAs: 'identify',
      transformAt: 'ingestion',
      uploadApi: 'batch',
      minIdLength: '3',
      skipUserPropertiesAfterHours: 0.5,
      partnerId: null,
    }
    const { code, check } = await checkSettings(all)
    expect({ code, ...check }).toMatchObject({
      code: 0,
      status: 'passed',
      note: '9 settings, all valid.',
    })
  })

  it('takes 0 for an empty number, as Segment stores it', async () => {
    const settings = { ...keys, minIdLength: 0, skipUserPropertiesAfterHours: 0 }
    expect(await checkSettings(settings)).toMatchObject({ code: 0, lines: [] })
  })

  it.each<[string, object, string]>([
    ['no API key', { ...keys, apiKey: undefined }, 'error SETTING_MISSING apiKey'],
    ['an empty secret key', { ...keys, secretKey: '' }, 'error SETTING_MISSING secretKey'],
    ['an unknown setting', { ...keys, regoin: 'eu' }, 'warning SETTING_UNKNOWN regoin'],
    ['a key that is a number', { ...keys, apiKey: 123456 }, 'error SETTING_NOT_TYPE apiKey'],
    ['a number that isn’t one', { ...keys, minIdLength: 'five' }, 'error SETTING_NOT_TYPE minIdLength'],
    ['a list instead of a string', { ...keys, partnerId: ['x'] }, 'error SETTING_NOT_TYPE partnerId'],
    ['an unknown region', { ...keys, endpoint: 'eu' }, 'error SETTING_NOT_CHOICE endpoint'],
    ['a negative length', { ...keys, minIdLength: -1 }, 'error SETTING_OUT_OF_RANGE minIdLength'],
    ['a fractional length', { ...keys, minIdLength: 1.5 }, 'error SETTING_OUT_OF_RANGE minIdLength'],
    [
      'a negative number of hours',
      { ...keys, skipUserPropertiesAfterHours: -1 },
      'error SETTING_OUT_OF_RANGE skipUserPropertiesAfterHours',
    ],
    ['a masked key', { ...keys, secretKey: '••••••••3f2a' }, 'error KEYS_MASKED secretKey'],
    ['a key with a line break', { ...keys, apiKey: 'key-of-the-project\n' }, 'error KEY_MALFORMED apiKey'],
    ['the same key twice', { ...keys, secretKey: keys.apiKey }, 'error KEYS_EQUAL secretKey'],
  ])('finds %s', async (_, settings, line) => {
    const { code, lines } = await checkSettings(settings)
    expect({ code, lines }).toStrictEqual({ code: line.startsWith('error') ? 1 : 0, lines: [line] })
  })

  it('says what’s wrong, and what to do', async () => {
    const path = file('settings.json', {
      apiKey: 'a key',
      endpoint: 'eu',
      minIdLength: -1,
      partnerid: 'x',
      uploadApi: true,
    })
    const { stdout } = await doctor(['--settings', path, '--offline'])
    expect(stdout.split('\n\n')[0]).toMatchInlineSnapshot(`
      "✗ Settings
        ✗ KEY_MALFORMED  settings.json, apiKey
          “API Key” contains spaces or line breaks. Amplitude’s keys never do.
          → Copy the key again, and nothing around it.
        ✗ SETTING_MISSING  settings.json, secretKey
          “Secret Key” is missing. The destination doesn’t work without it.
          → Set AMPLITUDE_SECRET_KEY in the environment, or add the key to the settings. You find it in
            Amplitude under Settings, Organization settings, Projects.
        ✗ SETTING_NOT_CHOICE  settings.json, endpoint
          “Amplitude Data Region” isn’t one of the allowed values. Segment refuses every event.
          → Use north_america or europe.
        ✗ SETTING_NOT_CHOICE  settings.json, uploadApi
          “Amplitude Upload API” isn’t one of the allowed values. Segment refuses every event.
          → Use httpapi or batch.
        ✗ SETTING_OUT_OF_RANGE  settings.json, minIdLength
          “Minimum ID Length” is out of range. It must be a whole number, 1 or more.
          → Correct it, or leave it out.
        ! SETTING_UNKNOWN  settings.json, partnerid
          The destination has no setting of this name, so this one has no effect.
          → Rename it to partnerId."
    `)
  })

  it.each([
    ['settings', (settings: object) => ({ settings })],
    ['data.destination.settings', (settings: object) => ({ data: { destination: { settings, id: 'x' } } })],
  ])('reads them from %s, as in Segment’s Public API', async (_, wrap) => {
    expect(await checkSettings(wrap({ ...keys, endpoint: 'eu' }))).toMatchObject({
      lines: ['error SETTING_NOT_CHOICE endpoint'],
    })
  })

  it('prefers keys from the environment', async () => {
    const env = { AMPLITUDE_API_KEY: 'one-key', AMPLITUDE_SECRET_KEY: 'another-key' }
    const { code, check } = await checkSettings({ apiKey: 'not a key' }, env)
    expect({ code, note: check?.note }).toStrictEqual({
      code: 0,
      note: '2 settings, all valid; AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY from the environment.',
    })
  })

  it('names the variable of a wrong key', async () => {
    const env = { AMPLITUDE_API_KEY: 'one key', AMPLITUDE_SECRET_KEY: 'another-key' }
    expect(await checkSettings({}, env)).toMatchObject({ lines: ['error KEY_MALFORMED AMPLITUDE_API_KEY'] })
  })

  it('needs no file if the environment has the keys', async () => {
    const env = { AMPLITUDE_API_KEY: 'one-key' }
    const { lines } = await report(['--offline'], { env })
    expect(lines).toStrictEqual(['error SETTING_MISSING secretKey'])
  })

  it.each([
    [0o644, keys, ['warning KEYS_READABLE_BY_OTHERS']],
    [0o640, keys, ['warning KEYS_READABLE_BY_OTHERS']],
    [0o600, keys, []],
  ])('checks who can read a file with keys: mode %o', async (mode, settings, expected) => {
    const path = file('settings.json', settings, mode)
    const { code, lines } = await report(['--settings', path, '--offline'])
    expect({ code, lines }).toStrictEqual({ code: 0, lines: expected })
  })

  it('lets others read a file without keys', async () => {
    const path = file('settings.json', { endpoint: 'europe' }, 0o644)
    const env = { AMPLITUDE_API_KEY: 'one-key', AMPLITUDE_SECRET_KEY: 'another-key' }
    const { lines } = await report(['--settings', path, '--offline'], { env })
    expect(lines).toStrictEqual([])
  })

  it('reads them from standard input', async () => {
    const input = JSON.stringify({ ...keys, endpoint: 'us' })
    const { stdout } = await doctor(['--settings', '-', '--offline'], { input })
    expect(stdout).toContain('✗ SETTING_NOT_CHOICE  standard input, endpoint')
  })

  it.each([
    ['{ "apiKey": "secret-text", }', 'isn’t JSON: expected a name in double quotes at line 1, column 28.'],
    ['{} secret-text', 'isn’t JSON: expected the end at line 1, column 4.'],
    ['\n', 'isn’t JSON: it’s empty.'],
    ['["secret-text"]', 'contains no settings; expected an object such as { "endpoint": "north_america" }.'],
  ])('can’t read %j, and shows nothing of it', async (content, message) => {
    const path = file('settings.json', content)
    const { code, stdout, stderr } = await doctor(['--settings', path, '--offline'])
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr.split('\n\n')[0]).toBe(`impressions doctor: settings.json ${message}`)
    expect(stderr).not.toContain('secret-text')
  })

  it('says if the file doesn’t exist', async () => {
    const { code, stderr } = await doctor(['--settings', file('x', '').replace(/x$/, 'none.json')])
    expect(code).toBe(2)
    expect(stderr.split('\n\n')).toStrictEqual([
      'impressions doctor: none.json doesn’t exist. Check the path, or pass - for standard input.',
      expect.stringMatching(/^Fetch settings\.json from Segment’s Public API:\n {2}printf /) as string,
    ])
  })
})
