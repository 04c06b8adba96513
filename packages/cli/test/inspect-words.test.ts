import { impression, ndjson } from './helpers/events.js'
import { inspect } from './helpers/inspect.js'
import { type Surroundings } from './helpers/run-cli.js'

describe('impressions inspect, effect and issues', () => {
  it('explains a visitor who is out of the experiment', async () => {
    const out = impression({ originalTimestamp: '2026-11-23T04:02:28.956Z' }, { variant: undefined })
    const { code, stdout } = await inspect(ndjson(out), { columns: 100 })
    expect(code).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "hero-headline → no variant
      $impression · line 1

        Pre-transformation · in the CDP                    Post-transformation · in Amplitude
        event                                           →  event_type
          $impression                                        [Experiment] Impression
        properties.flag_key                             →  [Experiment] Flag Key
          hero-headline                                      hero-headline
        properties.variant                              ×  no variant: out of the experiment
          absent
        properties.experiment_key                       →  [Experiment] Experiment Key
          exp-1                                              exp-1
        properties.time                                 →  time
          1795406458954                                      2026-11-23 04:00:58.954 UTC
                                                             no clock skew
        messageId                                       →  insert_id
          ajs-next-1795406548956…e5a-8de2-c0ab9628f17b       ajs-next-1795406548956…e5a-8de2-c0ab9628f17b
        userId                                          →  user_id
          user-48213                                         user-48213
        anonymousId                                     →  device_id
          10b98f5c-65f5-40af-8e5a-0de2c0ab9628               10b98f5c-65f5-40af-8e5a-0de2c0ab9628
        properties.metadata                             =  metadata
          {flagVersion: 7, deliveryMethod: "web"}            {flagVersion: 7, deliveryMethod: "web"}

        $unset  [Experiment] hero-headline
        Once delivered, the person is out of the experiment.

      1 experiment event: no issues.
      "
    `)
  })

  it('says what’s wrong, why, and what to do', async () => {
    const event = impression(
      { userId: 'null', anonymousId: undefined, context: { device: { id: 'abc' } } },
      { time: 1795406458, flag_key: '' },
    )
    expect(await inspect(ndjson(event), { columns: 100 })).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "",
        "stdout": "no flag key → treatment
      $impression · line 1

        Pre-transformation · in the CDP                    Post-transformation · in Amplitude
        event                                           ×  nothing is sent
          $impression
        properties.flag_key
          ""
        properties.variant
          treatment
        properties.experiment_key
          exp-1
        properties.time
          1795406458
        messageId
          ajs-next-1795406548956…e5a-8de2-c0ab9628f17b
        userId
          "null"
        context.device.id
          abc
        properties.metadata
          {flagVersion: 7, deliveryMethod: "web"}

        Not sent: the flag key is missing.

        error  FLAG_KEY_MISSING  properties.flag_key
          The flag key is missing (found: an empty or blank string), so Amplitude can’t tell which
          experiment the visitor saw.
          Send the flag’s key as properties.flag_key where the event is created (the source plugin or your
          own track call).

      1 experiment event, 1 not sent: 1 error.
      ",
      }
    `)
  })

  it('says that nothing is sent, as expected', async () => {
    const { code, stdout } = await inspect(ndjson(impression({}, { metadata: { trackExposure: false } })))
    expect(code).toBe(0)
    expect(stdout).toContain('Not sent (expected): the variant’s metadata says trackExposure: false.')
    expect(stdout).toContain('TRACK_EXPOSURE_OFF  properties.metadata.trackExposure')
  })

  it('says that the event’s integrations block delivery', async () => {
    const { code, stdout } = await inspect(ndjson(impression({ integrations: { All: false } })))
    expect(code).toBe(0)
    expect(stdout).toContain('Not sent (expected): the event’s integrations turn this destination off.')
    expect(stdout).toContain('1 experiment event, 1 not sent: 1 suggestion.')
  })

  it('leads with the first of several errors', async () => {
    const { code, stdout } = await inspect(ndjson(impression({}, { flag_key: ' ', variant: {} })))
    expect(code).toBe(1)
    expect(stdout).toContain('Not sent: the flag key is missing, and 1 more error.')
  })

  it('says that a mutual-exclusion group has no user property', async () => {
    const { stdout } = await inspect(
      ndjson(impression({}, { metadata: { flagType: 'mutual-exclusion-group' } })),
    )
    expect(stdout).toContain('The event neither sets nor unsets a user property.')
  })

  it.each([
    ['no timestamps', { timestamp: undefined, originalTimestamp: undefined }, {}, 'clock skew unknown'],
    ['a right clock', { originalTimestamp: '2026-11-23T04:02:28.956Z' }, {}, 'no clock skew'],
    ['a fast clock', { originalTimestamp: '2026-11-23T04:02:29.296Z' }, {}, 'skew corrected by −340 ms'],
    ['a time in seconds', {}, { time: 1795406458 }, 'Segment’s time of the call'],
    ['no time at all', { timestamp: undefined }, { time: undefined }, 'Amplitude uses the time of arrival'],
  ])('says where the time comes from with %s', async (_, event, properties, note) => {
    const { stdout } = await inspect(ndjson(impression(event, properties)))
    expect(stdout).toContain(note)
  })

  it('uses colours on a terminal only, unless NO_COLOR or FORCE_COLOR is set', async () => {
    const hasColour = async (over: Surroundings) =>
      (await inspect(ndjson(impression()), over)).stdout.includes('\u001b[')
    expect(await hasColour({ env: {}, columns: 100 })).toBe(true)
    expect(await hasColour({ env: {} })).toBe(false)
    expect(await hasColour({ env: { TERM: 'dumb' }, columns: 100 })).toBe(false)
    expect(await hasColour({ env: { NO_COLOR: '1' }, columns: 100 })).toBe(false)
    expect(await hasColour({ env: { NO_COLOR: '' }, columns: 100 })).toBe(true)
    expect(await hasColour({ env: { FORCE_COLOR: '1' } })).toBe(true)
    expect(await hasColour({ env: { FORCE_COLOR: '0' }, columns: 100 })).toBe(false)
    expect(await hasColour({ env: { FORCE_COLOR: '1', NO_COLOR: '1' }, columns: 100 })).toBe(false)
  })
})
