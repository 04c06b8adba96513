import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { impression, ndjson } from './helpers/events.js'
import { runCli, type Surroundings } from './helpers/run-cli.js'

const inspect = (input: Surroundings['input'], over: Surroundings = {}) =>
  runCli(['inspect', '-'], { ...over, ...(input === undefined ? {} : { input }) })

interface Output {
  readonly events: readonly {
    readonly line: number
    readonly index: number | null
    readonly pre: unknown
    readonly post: { readonly insert_id?: string } | null
    readonly userProperty: unknown
    readonly issues: readonly { readonly code: string; readonly message: string }[]
  }[]
  readonly summary: Readonly<Record<string, unknown>>
}

async function inspectJson(input: Surroundings['input']) {
  const { code, stdout, stderr } = await runCli(['inspect', '--json'], input === undefined ? {} : { input })
  return { code, stderr, ...(JSON.parse(stdout) as Output) }
}

describe('impressions inspect, what it shows', () => {
  it('puts both forms side by side', async () => {
    expect(await inspect(ndjson(impression()), { columns: 120 })).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "hero-headline → treatment
      $impression · line 1

        Pre-transformation · in the CDP                              Post-transformation · in Amplitude
        event                        $impression                  →  event_type                   [Experiment] Impression
        properties.flag_key          hero-headline                →  [Experiment] Flag Key        hero-headline
        properties.variant           treatment                    →  [Experiment] Variant         treatment
        properties.experiment_key    exp-1                        →  [Experiment] Experiment Key  exp-1
        properties.time              1795406458954                →  time                         2026-11-23 04:02:28.954 UTC
                                                                                                  skew corrected by +90 s
        messageId                    ajs-next-1795…-c0ab9628f17b  →  insert_id                    ajs-next-1795…-c0ab9628f17b
        userId                       user-48213                   →  user_id                      user-48213
        anonymousId                  10b98f5c-65f5…-0de2c0ab9628  →  device_id                    10b98f5c-65f5…-0de2c0ab9628
        properties.metadata          {flagVersion: 7, deliveryM…  =  metadata                     {flagVersion: 7, deliveryM…

        $set  [Experiment] hero-headline = treatment
        Once delivered, the person is in the experiment with this variant until another event changes it.

      1 experiment event: no issues.
      ",
      }
    `)
  })

  it('puts names over values from 80 columns on', async () => {
    const { stdout } = await inspect(ndjson(impression()), { columns: 80 })
    expect(stdout).toMatchInlineSnapshot(`
      "hero-headline → treatment
      $impression · line 1

        Pre-transformation · in the CDP          Post-transformation · in Amplitude
        event                                 →  event_type
          $impression                              [Experiment] Impression
        properties.flag_key                   →  [Experiment] Flag Key
          hero-headline                            hero-headline
        properties.variant                    →  [Experiment] Variant
          treatment                                treatment
        properties.experiment_key             →  [Experiment] Experiment Key
          exp-1                                    exp-1
        properties.time                       →  time
          1795406458954                            2026-11-23 04:02:28.954 UTC
                                                   skew corrected by +90 s
        messageId                             →  insert_id
          ajs-next-17954065…de2-c0ab9628f17b       ajs-next-17954065…de2-c0ab9628f17b
        userId                                →  user_id
          user-48213                               user-48213
        anonymousId                           →  device_id
          10b98f5c-65f5-40a…e5a-0de2c0ab9628       10b98f5c-65f5-40a…e5a-0de2c0ab9628
        properties.metadata                   =  metadata
          {flagVersion: 7, deliveryMethod: …       {flagVersion: 7, deliveryMethod: …

        $set  [Experiment] hero-headline = treatment
        Once delivered, the person is in the experiment with this variant until
        another event changes it.

      1 experiment event: no issues.
      "
    `)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('puts both forms one below the other on narrow terminals', async () => {
    const { stdout } = await inspect(ndjson(impression()), { columns: 44 })
    expect(stdout).toMatchInlineSnapshot(`
      "hero-headline → treatment
      $impression · line 1

      Pre-transformation · in the CDP
        event → event_type
          $impression
          [Experiment] Impression
        properties.flag_key → [Experiment] Flag K…
          hero-headline
        properties.variant → [Experiment] Variant
          treatment
        properties.experiment_key → [Experiment] …
          exp-1
        properties.time → time
          1795406458954
          2026-11-23 04:02:28.954 UTC
          skew corrected by +90 s
        messageId → insert_id
          ajs-next-17954065489…a-8de2-c0ab9628f17b
        userId → user_id
          user-48213
        anonymousId → device_id
          10b98f5c-65f5-40af-8e5a-0de2c0ab9628
        properties.metadata = metadata
          {flagVersion: 7, deliveryMethod: "web"}

        $set  [Experiment] hero-headline = treatm…
        Once delivered, the person is in the
        experiment with this variant until another
        event changes it.

      1 experiment event: no issues.
      "
    `)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(44)
  })

  it('explains a visitor who is out', async () => {
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
        Once delivered, the person is out of the experiment: the event is recorded without a variant.

      1 experiment event: no issues.
      "
    `)
  })

  it('says what is wrong, why, and what to do', async () => {
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
          The flag key is missing (found: an empty or blank string); without it Amplitude cannot tell
          which experiment was shown.
          Send the key of the flag as properties.flag_key where the event is made (the source plugin, or
          the site’s own track call).

      1 experiment event, 1 not sent: 1 error.
      ",
      }
    `)
  })

  it('says that nothing is to be sent', async () => {
    const { code, stdout } = await inspect(ndjson(impression({}, { metadata: { trackExposure: false } })))
    expect(code).toBe(0)
    expect(stdout).toContain('Not sent (expected): the variant’s metadata says trackExposure: false.')
    expect(stdout).toContain('TRACK_EXPOSURE_OFF  properties.metadata.trackExposure')
  })

  it('says that the event’s integrations keep it from being delivered', async () => {
    const { code, stdout } = await inspect(ndjson(impression({ integrations: { All: false } })))
    expect(code).toBe(0)
    expect(stdout).toContain('Not sent (expected): the event’s integrations switch this destination off.')
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
    expect(stdout).toContain('Neither sets nor unsets a user property.')
  })

  it.each([
    ['no timestamps', { timestamp: undefined, originalTimestamp: undefined }, {}, 'clock skew unknown'],
    ['a right clock', { originalTimestamp: '2026-11-23T04:02:28.956Z' }, {}, 'no clock skew'],
    ['a fast clock', { originalTimestamp: '2026-11-23T04:02:29.296Z' }, {}, 'skew corrected by −340 ms'],
    ['a time in seconds', {}, { time: 1795406458 }, 'Segment’s time of the call'],
    ['no time at all', { timestamp: undefined }, { time: undefined }, 'Amplitude takes the arrival'],
  ])('says where the time comes from with %s', async (_, event, properties, note) => {
    const { stdout } = await inspect(ndjson(impression(event, properties)))
    expect(stdout).toContain(note)
  })

  it('shows which id becomes the device id', async () => {
    const { stdout } = await inspect(ndjson(impression({ context: { device: { id: 'device-1' } } })), {
      columns: 120,
    })
    expect(stdout).toMatch(/context\.device\.id +device-1 +→ {2}device_id +device-1/)
    expect(stdout).toMatch(/anonymousId +10b98f5c.*× {2}context\.device\.id is used instead/)
  })

  it('shows what does not pass through', async () => {
    const { stdout } = await inspect(
      ndjson(impression({}, { '[Experiment] Variant': 'control', plan: 'pro' })),
      {
        columns: 120,
      },
    )
    expect(stdout).toMatch(/properties\.\[Experiment\].* × {2}not sent/)
    expect(stdout).toMatch(/properties\.plan +pro +={1} {2}plan +pro/)
  })

  it('colours only on a terminal, and as NO_COLOR and FORCE_COLOR say', async () => {
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

  it('prints JSON: both forms, the user property, issues with their words, and a summary', async () => {
    const event = impression({ userId: 'abc' })
    const { code, events, summary } = await inspectJson(ndjson(event, { type: 'page' }))
    expect(code).toBe(0)
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchInlineSnapshot(`
      {
        "index": null,
        "issues": [
          {
            "code": "ID_TOO_SHORT",
            "message": "userId: The id has 3 characters; Amplitude refuses ids under 5 characters, so it is left off. Use longer ids, the same as on the visitor’s conversion events.",
            "params": {
              "length": 3,
              "limit": 5,
            },
            "path": [
              "userId",
            ],
            "severity": "warning",
          },
        ],
        "line": 1,
        "post": {
          "device_id": "10b98f5c-65f5-40af-8e5a-0de2c0ab9628",
          "event_properties": {
            "[Experiment] Experiment Key": "exp-1",
            "[Experiment] Flag Key": "hero-headline",
            "[Experiment] Variant": "treatment",
            "metadata": {
              "deliveryMethod": "web",
              "flagVersion": 7,
            },
          },
          "event_type": "[Experiment] Impression",
          "insert_id": "ajs-next-1795406548956-8f5c65f5-00af-4e5a-8de2-c0ab9628f17b",
          "time": 1795406548954,
          "user_properties": {
            "$set": {
              "[Experiment] hero-headline": "treatment",
            },
          },
        },
        "pre": {
          "anonymousId": "10b98f5c-65f5-40af-8e5a-0de2c0ab9628",
          "event": "$impression",
          "messageId": "ajs-next-1795406548956-8f5c65f5-00af-4e5a-8de2-c0ab9628f17b",
          "originalTimestamp": "2026-11-23T04:00:58.956Z",
          "properties": {
            "experiment_key": "exp-1",
            "flag_key": "hero-headline",
            "metadata": {
              "deliveryMethod": "web",
              "flagVersion": 7,
            },
            "time": 1795406458954,
            "variant": "treatment",
          },
          "timestamp": "2026-11-23T04:02:28.956Z",
          "type": "track",
          "userId": "abc",
        },
        "userProperty": {
          "name": "[Experiment] hero-headline",
          "operation": "set",
          "variant": "treatment",
        },
      }
    `)
    expect(summary).toMatchInlineSnapshot(`
      {
        "errors": 0,
        "events": 1,
        "sent": 1,
        "skipped": 1,
        "skippedByType": {
          "page": 1,
        },
        "suggestions": 0,
        "unreadable": 0,
        "warnings": 1,
      }
    `)
  })
})

describe('impressions inspect, what it reads', () => {
  const two = [impression({ messageId: 'one' }), impression({ messageId: 'two' })]
  const insertIds = ({ events }: Output) => events.map(({ post }) => post?.insert_id)

  it.each<[string, string | Uint8Array]>([
    ['NDJSON', ndjson(...two)],
    [
      'NDJSON without a last line end, with empty lines and CRLF',
      ndjson(...two)
        .trim()
        .replace('\n', '\r\n\r\n'),
    ],
    ['a JSON array', JSON.stringify(two)],
    ['an indented JSON array', JSON.stringify(two, null, 2)],
    ['JSON texts one after another', two.map((event) => JSON.stringify(event, null, 2)).join('\n')],
    ['a byte order mark', `\ufeff${ndjson(...two)}`],
    ['UTF-16 as PowerShell redirects it', Buffer.from(`\ufeff${ndjson(...two)}`, 'utf16le')],
    ['gzip', gzipSync(ndjson(...two))],
    ['gzip of several parts', Buffer.concat(two.map((event) => gzipSync(ndjson(event))))],
  ])('reads %s', async (_, input) => {
    expect(insertIds(await inspectJson(input))).toStrictEqual(['one', 'two'])
  })

  it('reads input that comes byte by byte', async () => {
    const bytes = gzipSync(ndjson(impression({ messageId: 'für 🙂' })))
    expect(insertIds(await inspectJson([...bytes].map((byte) => Uint8Array.of(byte))))).toStrictEqual([
      'für 🙂',
    ])
  })

  it('says where in the input an event stands', async () => {
    const places = ({ events }: Output) => events.map(({ line, index }) => [line, index])
    expect(places(await inspectJson(`\n${ndjson(...two)}`))).toStrictEqual([
      [2, null],
      [3, null],
    ])
    expect(places(await inspectJson(JSON.stringify(two, null, 2)))).toStrictEqual([
      [1, 1],
      [1, 2],
    ])
    const words = async (input: string) => (await inspect(input)).stdout.match(/(?<= · )event .*/g)
    expect(await words(`${JSON.stringify(two)}\n${JSON.stringify(two)}`)).toStrictEqual([
      'event 1 of the array',
      'event 2 of the array',
      'event 1 of the array in line 2',
      'event 2 of the array in line 2',
    ])
  })

  it('skips and counts what is not an experiment event', async () => {
    const { code, stdout } = await inspect(
      ndjson({ type: 'page' }, { type: 'page' }, { type: 'track', event: 'Order Completed' }, 42, null),
    )
    expect(code).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "No experiment event was found.
      5 other events skipped (2 page, 1 track, 2 other).
      "
    `)
  })

  it('goes on after a broken line, says where it breaks, and fails', async () => {
    const [first, second] = two.map((event) => ndjson(event))
    const { code, stderr, ...output } = await inspectJson(
      `${String(first)}{"type":"track",\n${String(second)}`,
    )
    expect(code).toBe(2)
    expect(insertIds(output)).toStrictEqual(['one', 'two'])
    expect(stderr).toMatchInlineSnapshot(`
      "impressions inspect: line 2, column 17 is not JSON: expected a name in double quotes, and the text ends.
      "
    `)
    expect(output.summary).toMatchObject({ events: 2, unreadable: 1 })
  })

  it('goes on where the first line is the broken one', async () => {
    const output = await inspectJson(`# exported\n# twice\n${ndjson(...two)}`)
    expect(insertIds(output)).toStrictEqual(['one', 'two'])
    expect(output).toMatchObject({ code: 2, summary: { unreadable: 2 } })
  })

  it('says that a gzip file ends too early', async () => {
    const bytes = gzipSync(ndjson(...two)).subarray(0, -12)
    const { code, stderr } = await inspect(bytes)
    expect(code).toBe(2)
    expect(stderr).toBe(
      'impressions inspect: Standard input is gzipped, and ends too early. Fetch it again.\n',
    )
  })

  it('says where it breaks', async () => {
    const inputs: readonly (string | Uint8Array)[] = [
      '',
      ' \n\n',
      'hello',
      '{\n  "type": "track",\n  "event": "$impr',
      '[\n  {"type": "track"}\n  {"type": "track"}\n]',
      '{type: "track"}',
      '{"type": "track",}',
      '{"type" "track"}',
      '{"type": "a\tb"}',
      '{"type": "track"}}',
      '[1, 2',
      `${ndjson(impression())}{"type": "track"} {}`,
      Uint8Array.of(0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    ]
    const said: string[] = []
    for (const input of inputs) {
      const { code, stderr } = await inspect(input)
      expect(code).toBe(2)
      said.push(stderr.trim())
    }
    expect(said).toMatchInlineSnapshot(`
      [
        "impressions inspect: The input is empty. Give at least one event.",
        "impressions inspect: The input is empty. Give at least one event.",
        "impressions inspect: line 1, column 1 is not JSON: expected a JSON value.",
        "impressions inspect: line 3, column 18 is not JSON: expected the end of a string, and the text ends.",
        "impressions inspect: line 3, column 3 is not JSON: expected a comma or ].",
        "impressions inspect: line 1, column 2 is not JSON: expected a name in double quotes, or }.",
        "impressions inspect: line 1, column 18 is not JSON: expected a name in double quotes.",
        "impressions inspect: line 1, column 9 is not JSON: expected a colon.",
        "impressions inspect: line 1, column 12 is not JSON: expected an escape, not a raw control character.",
        "impressions inspect: line 1, column 18 is not JSON: expected a JSON value.",
        "impressions inspect: line 1, column 6 is not JSON: expected a comma or ], and the text ends.",
        "impressions inspect: line 2, column 19 is not JSON: expected the end of the line.",
        "impressions inspect: Standard input is gzipped, and damaged (Z_DATA_ERROR). Fetch it again.",
      ]
    `)
  })

  it('says what is wrong with a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'impressions-'))
    try {
      const file = join(folder, 'event.json')
      writeFileSync(file, ndjson(impression()))
      const good = await runCli(['inspect', file])
      expect(good).toMatchObject({ code: 0, stderr: '' })
      const missing = await runCli(['inspect', join(folder, 'none.json')])
      const directory = await runCli(['inspect', folder])
      const below = await runCli(['inspect', join(file, 'event.json')])
      const nul = await runCli(['inspect', 'a\0b'])
      expect(
        [missing, directory, below, nul].map(({ code, stderr }) => [code, stderr.replaceAll(folder, '')]),
      ).toMatchInlineSnapshot(`
        [
          [
            2,
            "impressions inspect: /none.json does not exist. Check the path, or give - for standard input.
        ",
          ],
          [
            2,
            "impressions inspect:  is a directory. Give a file in it.
        ",
          ],
          [
            2,
            "impressions inspect: /event.json/event.json does not exist: a part of its path is a file. Check the path.
        ",
          ],
          [
            2,
            "impressions inspect: a\\u0000b is not the path of a file. Check the path.
        ",
          ],
        ]
      `)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('asks for input where stdin is a terminal', async () => {
    expect(await runCli(['inspect'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions inspect: There is nothing to inspect. Pass a file, or pipe an event in.
      For usage, run: impressions inspect --help
      ",
        "stdout": "",
      }
    `)
  })

  it('takes one file', async () => {
    const { code, stderr } = await runCli(['inspect', 'a.json', 'b.json'])
    expect(code).toBe(2)
    expect(stderr).toContain('Only one file is allowed.')
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const { code, stderr } = await inspect(ndjson(...two), {
      signal: stop.signal,
      onOutput: () => {
        stop.abort()
      },
    })
    expect({ code, stderr }).toStrictEqual({ code: 130, stderr: '' })
  })
})
