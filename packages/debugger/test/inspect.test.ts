import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { exampleEvent } from '../src/inspect/example.js'
import { inspectText } from '../src/inspect/inspect-text.js'
import { inspectedWords } from '../src/inspect/inspected-words.js'
import { readFile } from '../src/inspect/read-file.js'
import { readInput } from '../src/inspect/read-input.js'
import { impression } from './helpers/entries.js'

const rest = () => Promise.resolve()
const recorded = readFileSync(join(__dirname, '../../sandbox/session/recorded-session.ndjson'), 'utf8')

describe(readInput, () => {
  const read = (text: string) => [...readInput(text)].map((each) => (each.ok ? each.event : each))

  it.each([
    ['one event', '{"a":1}', [{ a: 1 }]],
    ['a laid-out event', '{\n "a": 1\n}', [{ a: 1 }]],
    ['an array', '[{"a":1},{"b":2}]', [{ a: 1 }, { b: 2 }]],
    ['a laid-out array', '[\n{"a":1},\n{"b":2}\n]', [{ a: 1 }, { b: 2 }]],
    ['NDJSON with empty lines', '\n{"a":1}\r\n\n{"b":2}\n', [{ a: 1 }, { b: 2 }]],
    ['laid-out values one after another', '{\n"a":1}\n{\n"b":2}', [{ a: 1 }, { b: 2 }]],
    ['arrays in lines', '[{"a":1}]\n[{"b":2}]', [{ a: 1 }, { b: 2 }]],
    ['nothing', ' \n', []],
    [
      'a broken line among others',
      '{"a":1}\n{"b":\n{"c":3}',
      [{ a: 1 }, { ok: false, line: 2, column: 6, expected: 'a JSON value, and the text ends' }, { c: 3 }],
    ],
    [
      'a broken first line',
      'oops\n{"c":3}',
      [{ ok: false, line: 1, column: 1, expected: 'a JSON value' }, { c: 3 }],
    ],
    [
      'a line with something behind it',
      '{"a":1}\n{"b":2} x',
      [{ a: 1 }, { ok: false, line: 2, column: 9, expected: 'the end of the line' }],
    ],
    ['text', 'hello', [{ ok: false, line: 1, column: 1, expected: 'a JSON value' }]],
    [
      'a broken laid-out value',
      '{\n  "a": 1,\n  b: 2\n}',
      [{ ok: false, line: 3, column: 3, expected: 'a name in double quotes' }],
    ],
  ])('reads %s', (_what, text, events) => {
    expect(read(text)).toEqual(events)
  })

  it('accepts any text', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(read(text))))
  })
})

describe(inspectText, () => {
  it('finds the experiment events of a recorded session', async () => {
    const inspected = await inspectText(recorded, rest)
    expect(inspectedWords(inspected)).toEqual([
      '7 experiment events: no issues.',
      '9 other events skipped (7 page, 2 identify).',
    ])
    expect(inspected.entries.map(({ summary }) => summary.effect)).toContain('unset')
  })

  it('shows no write key', async () => {
    const { entries } = await inspectText(recorded, rest)
    expect(JSON.stringify(entries)).not.toContain('WRITEKEY')
  })

  it('says what is wrong with the example', async () => {
    expect(inspectedWords(await inspectText(exampleEvent, rest))).toEqual(['1 experiment event: 1 warning.'])
  })

  it('says what couldn’t be read and what isn’t sent', async () => {
    const text = `${JSON.stringify(impression({ id: '1', variant: 'a' }))}\n{oops\n{"type":"constructor"}\n`
    const inspected = await inspectText(text, rest)
    expect(inspectedWords(inspected)).toEqual([
      '1 experiment event, 1 not sent: 1 error.',
      '1 other event skipped (1 other).',
      '1 part of the input could not be read, and is left out.',
    ])
    expect(inspected.broken).toEqual([
      'Line 2, column 2 is not JSON: expected a name in double quotes, or }.',
    ])
  })

  it('finds nothing in nothing', async () => {
    expect(inspectedWords(await inspectText('[]', rest))).toEqual(['No experiment event was found.'])
  })

  it('yields to the browser while it reads a long text', async () => {
    let rests = 0
    const line = `${JSON.stringify(impression({ id: '1', variant: 'a', device: 'device-1' }))}\n`
    const { entries } = await inspectText(line.repeat(1000), () => {
      rests += 1
      return Promise.resolve()
    })
    expect([entries.length, rests]).toEqual([1000, 20])
  })
})

describe(readFile, () => {
  it('reads text, gzipped or not', async () => {
    const stream = new Blob(['{"ä":1}']).stream().pipeThrough(new CompressionStream('gzip'))
    const gzipped = new Blob([await new Response(stream).arrayBuffer()])
    expect(await readFile(gzipped)).toBe('{"ä":1}')
    expect(await readFile(new Blob(['{"ä":1}']))).toBe('{"ä":1}')
  })

  it('says that a gzipped file is damaged', async () => {
    await expect(readFile(new Blob([new Uint8Array([0x1f, 0x8b, 8, 0, 1])]))).rejects.toThrow(
      'The gzipped file is damaged. Download it again.',
    )
  })
})
