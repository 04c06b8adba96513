import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { impression, ndjson } from './helpers/events.js'
import { inspect, inspectJson } from './helpers/inspect.js'
import { runCli } from './helpers/run-cli.js'

describe('impressions inspect, input that it can’t read', () => {
  const two = [impression({ messageId: 'one' }), impression({ messageId: 'two' })]

  it('reports a gzip file that ends too early', async () => {
    const bytes = gzipSync(ndjson(...two)).subarray(0, -12)
    const { code, stderr } = await inspect(bytes)
    expect(code).toBe(2)
    expect(stderr).toBe(
      'impressions inspect: Standard input is gzipped but incomplete: only what comes before that could be read. Fetch it again.\n',
    )
  })

  it('reads a damaged gzip file up to the damage', async () => {
    const whole = gzipSync(ndjson(...two))
    const checksum = Buffer.from(whole)
    checksum[whole.length - 6] = 0
    for (const bytes of [
      Buffer.concat([whole, Buffer.from('junk')]),
      Buffer.concat([whole, whole.subarray(0, 20)]),
      checksum,
    ]) {
      const { code, events, stderr } = await inspectJson(bytes)
      expect([code, events.length]).toEqual([2, 2])
      expect(stderr).toMatch(/^impressions inspect: Standard input is gzipped but (?:damaged|incomplete): /)
    }
  })

  it('says where the input breaks', async () => {
    const inputs: readonly (string | Uint8Array)[] = [
      '',
      ' \n\n',
      'hello',
      '{\n  "type": "track",\n  "event": "$impr',
      '{type: track}',
      '{"type" "track"}',
      '{"type": "a\tb"}',
      '{"type": "track"}}',
      '[1, 2',
      `${ndjson(impression())}{"type": "track"} {"a"`,
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
        "impressions inspect: line 1, column 1 isn’t JSON: expected a JSON value.
        1 │ hello
          │ ^
        Give a Segment event: { "type": "track", "event": "$impression", … }.",
        "impressions inspect: line 3, column 18 isn’t JSON: expected the end of a string, but the text ends.
        3 │   "event": "$impr
          │                  ^
        Copy the whole text: its end is missing, at least } on line 3.",
        "impressions inspect: line 1, column 8 isn’t JSON: expected a value.
        1 │ {type: track}
          │        ^
        Replace track on line 1 with its value; if that’s text, put it in quotes.",
        "impressions inspect: line 1, column 9 isn’t JSON: expected a colon.
        1 │ {"type" "track"}
          │         ^
        Put a colon between the name and its value on line 1.",
        "impressions inspect: line 1, column 12 isn’t JSON: expected an escape, not a raw control character.
        1 │ {"type": "a\\u0009b"}
          │            ^
        Write the character on line 1 as an escape: \\t for a tab.",
        "impressions inspect: line 1, column 18 isn’t JSON: expected nothing more.
        1 │ {"type": "track"}}
          │                  ^
        Remove the bracket on line 1: it closes nothing.",
        "impressions inspect: line 1, column 6 isn’t JSON: expected a comma or ], but the text ends.
        1 │ [1, 2
          │      ^
        Copy the whole text: its end is missing, at least ] on line 1.",
        "impressions inspect: line 2, column 23 isn’t JSON: expected a colon, but the text ends.
        2 │ {"a"
          │     ^
        Copy the whole text: its end is missing, at least } on line 2.",
        "impressions inspect: Standard input is gzipped but damaged: only what comes before that could be read. Fetch it again.",
      ]
    `)
  })

  it('says what’s wrong with a file', async () => {
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
            "impressions inspect: /none.json doesn’t exist. Check the path, or pass - for standard input.
        ",
          ],
          [
            2,
            "impressions inspect:  is a directory. Pass a file in it.
        ",
          ],
          [
            2,
            "impressions inspect: /event.json/event.json doesn’t exist: part of its path is a file. Check the path.
        ",
          ],
          [
            2,
            "impressions inspect: a\\u0000b isn’t a valid file path. Check the path.
        ",
          ],
        ]
      `)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('asks for input if stdin is a terminal', async () => {
    expect(await runCli(['inspect'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions inspect: There’s nothing to inspect. Pass a file, or pipe an event in.
      For usage, run: impressions inspect --help
      ",
        "stdout": "",
      }
    `)
  })

  it('refuses a second file', async () => {
    const { code, stderr } = await runCli(['inspect', 'a.json', 'b.json'])
    expect(code).toBe(2)
    expect(stderr).toContain('Only one file is allowed.')
  })

  it('stops when the user wants it to', async () => {
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
