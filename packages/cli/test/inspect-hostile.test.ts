import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { impression, ndjson } from './helpers/events.js'
import { runCli } from './helpers/run-cli.js'
import { unprintable } from './helpers/unprintable.js'

const hostileText = fc.oneof(
  fc.constantFrom(
    '\u001b[2J',
    '\u001b]8;;http://example.com\u0007link\u001b]8;;\u0007',
    '\u009b31m',
    '\u202egnp.exe',
    '\u0000',
    '\r overwritten',
    '__proto__',
    '\ud800',
    'e' + '\u0301'.repeat(5000),
  ),
  fc.string({ unit: 'binary' }),
)

describe('impressions inspect, hostile input', () => {
  it('never throws on bytes, and returns a known exit code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array()), fc.boolean(), async (pieces, isZipped) => {
        const input = isZipped ? gzipSync(Buffer.concat(pieces)) : pieces
        const { code, stdout, stderr } = await runCli(['inspect', '-'], { input })
        expect([0, 1, 2]).toContain(code)
        expect(stderr).not.toContain('unexpected')
        expect(stdout + stderr).not.toMatch(unprintable)
      }),
    )
  })

  it('never throws on any JSON, in words or as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        async (value, properties) => {
          const event = {
            ...impression(),
            properties: { ...properties, flag_key: value, variant: value, x: value },
          }
          const input = ndjson(value, event)
          const words = await runCli(['inspect'], { input })
          const json = await runCli(['inspect', '--json'], { input })
          expect([0, 1, 2]).toContain(words.code)
          expect(json.code).toBe(words.code)
          expect(() => JSON.parse(json.stdout) as unknown).not.toThrow()
        },
      ),
    )
  })

  it('prints no control character of an event, in words or as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        hostileText,
        fc.integer({ min: 20, max: 160 }),
        async (text, key, columns) => {
          const input = ndjson(
            impression(
              { userId: text, messageId: text },
              { flag_key: text, variant: text, [key]: { [key]: text } },
            ),
          )
          for (const args of [['inspect'], ['inspect', '--json']]) {
            const { stdout, stderr } = await runCli(args, { input, columns })
            expect(stdout + stderr).not.toMatch(unprintable)
          }
        },
      ),
    )
  })

  it('keeps the meaning of JSON when it escapes', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const event = impression({ text })
        const { stdout } = await runCli(['inspect', '--json'], { input: ndjson(event) })
        expect(JSON.parse(stdout)).toMatchObject({ events: [{ pre: event }] })
      }),
    )
  })

  it('copes with values that are very long or very deep', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const long = 'x'.repeat(3_000_000)
    const input = JSON.stringify(impression({}, { deep: 'DEEP', long })).replace('"DEEP"', deep)
    const words = await runCli(['inspect'], { input })
    expect(words.code).toBe(0)
    expect(words.stdout.length).toBeLessThan(10_000)
    const json = await runCli(['inspect', '--json'], { input })
    expect(JSON.parse(json.stdout)).toMatchObject({ events: [{ pre: null }] })
  })

  it('says where a very long or very deep text breaks', async () => {
    const { stderr } = await runCli(['inspect'], { input: `{"a": "${'x'.repeat(1_000_000)}` })
    expect(stderr).toContain('line 1, column 1000008 isn’t JSON')
    const deep = await runCli(['inspect'], { input: '['.repeat(100_000) })
    expect(deep.stderr).toContain('line 1, column 100001 isn’t JSON')
  })

  it('lists a few of many broken lines, and counts all', async () => {
    const input = `${ndjson(impression())}${'broken\n'.repeat(1000)}`
    const { code, stdout, stderr } = await runCli(['inspect'], { input })
    expect(code).toBe(2)
    expect(stderr.match(/^impressions inspect: /gm)).toHaveLength(20)
    expect(stdout).toContain('1,000 parts of the input couldn’t be read, and are left out.')
  })

  it('lists a few of hundreds of faulty properties, and counts all', async () => {
    const faulty = Object.fromEntries(
      Array.from({ length: 800 }, (_, index) => [`p${String(index)}`, 'x'.repeat(2000)]),
    )
    for (const columns of [60, 150]) {
      const { code, stdout } = await runCli(['inspect'], { input: ndjson(impression({}, faulty)), columns })
      expect(code).toBe(0)
      expect(stdout).toContain('  … and 709 more properties\n')
      expect(stdout).toContain('  … and 750 more issues\n')
      expect(stdout).toContain('1 experiment event: 800 warnings.')
      expect(stdout.split('STRING_TOO_LONG')).toHaveLength(51)
      expect(stdout.length).toBeLessThan(50_000)
    }
  })

  it('is brief with a megabyte in a key, in a name and in every id', async () => {
    const long = `\u3164${'x'.repeat(1_000_000)}`
    const input = ndjson(
      impression(
        { userId: long, anonymousId: long, messageId: long },
        { flag_key: long, variant: long, [long]: { [long]: long } },
      ),
      { type: long, event: long },
    )
    for (const columns of [20, 80, 150]) {
      const { code, stdout, stderr } = await runCli(['inspect'], { input, columns })
      expect({ code, stderr }).toStrictEqual({ code: 1, stderr: '' })
      expect(stdout.length).toBeLessThan(10_000)
    }
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'takes %s for a name like others',
    async (name) => {
      const input = `{"type":"track","event":"$impression","messageId":"message-1","userId":"user-48213","timestamp":"2026-11-23T04:02:28.956Z","properties":{"flag_key":"${name}","variant":"${name}","time":1795406548954,"${name}":"x"}}`
      const { code, stdout } = await runCli(['inspect', '--json'], { input: `${input}\n{"type":"${name}"}` })
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        events: [{ userProperty: { operation: 'set', name: `[Experiment] ${name}`, variant: name } }],
        summary: { events: 1, skippedByType: { other: 1 } },
      })
    },
  )

  it('shows the difference between keys that look alike', async () => {
    const input = ndjson(
      impression({}, { flag_key: 'hero' }),
      impression(
        { userId: 'user-48213\u2800' },
        { flag_key: 'hero\u3164', variant: 'treat\u115fment', 'no\u00a0te': 1 },
      ),
    )
    const { stdout } = await runCli(['inspect'], { input, columns: 120 })
    expect(stdout).toContain('\nhero\\u3164 → treat\\u115fment\n')
    for (const shown of ['[Experiment] hero\\u3164', 'user-48213\\u2800', 'no\\u00a0te'])
      expect(stdout).toContain(shown)
    expect(stdout).not.toMatch(/[\u00a0\u115f\u2800\u3164]/)
    // The columns of the two forms still line up.
    const columns = stdout.split('\n').flatMap((line) => /^ {2}\S.* {2}[→=] {2}/.exec(line)?.[0].length ?? [])
    expect(new Set(columns).size).toBe(1)
  })
})
