import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { exampleEvent } from '../src/inspect/example.js'
import { inspectText, type Inspected } from '../src/inspect/inspect-text.js'
import { describeMistake } from '@experiment-impressions/inspection'
import { readFile } from '../src/inspect/read-file.js'
import { impression } from '../../inspection/test/helpers/records.js'

const rest = () => Promise.resolve()
const recorded = readFileSync(join(__dirname, '../../sandbox/session/recorded-session.ndjson'), 'utf8')

const inspectedWords = ({ words: { reading, ...words } }: Inspected): unknown[] =>
  [...Object.values(words), ...reading].filter((line) => line !== undefined)

describe(inspectText, () => {
  it('finds the experiment events of a recorded session', async () => {
    const inspected = await inspectText(recorded, rest)
    expect(inspectedWords(inspected)).toEqual([
      '7 experiment events: no issues.',
      '9 other calls: 7 page, 2 identify.',
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
      '1 other call: 1 constructor.',
      '1 part of the input couldn’t be read, and is left out.',
    ])
    expect(inspected.broken.map(describeMistake)).toEqual([
      'line 2, column 6 isn’t JSON: expected a colon, but the text ends.',
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
    const read = { text: '{"ä":1}', problem: undefined }
    expect(await readFile(gzipped)).toEqual(read)
    expect(await readFile(new Blob(['{"ä":1}']))).toEqual(read)
    expect(await readFile(new Blob([Buffer.from('\ufeff{"ä":1}', 'utf16le').swap16()]))).toEqual(read)
  })

  const lines = Array.from({ length: 500 }, (_, index) => `{"line":${String(index * 7919)}}\n`).join('')
  const whole = gzipSync(lines)
  const zeros = new Uint8Array(700)

  it.each([
    ['of several members', [whole, whole], lines + lines],
    ['with zeros at its end', [whole, zeros], lines],
    ['with zeros between members', [whole, zeros, whole, zeros], lines + lines],
    ['of many small members', Array.from({ length: 40 }, () => gzipSync('{}')), '{}'.repeat(40)],
    ['of random bytes’ length', [gzipSync(''), whole], lines],
  ])('unzips a file %s', async (_what, parts, text) => {
    expect(await readFile(new Blob(parts))).toEqual({ text, problem: undefined })
  })

  it.each<[string, Uint8Array[], number, string]>([
    ['ends too early', [whole.subarray(0, -30)], 0.9, 'incomplete'],
    ['ends in its second member', [whole, whole.subarray(0, 40)], 1, 'incomplete'],
    ['has something after it', [whole, Buffer.from('junk')], 1, 'damaged'],
    ['has something after its zeros', [whole, zeros, Buffer.from('junk')], 1, 'damaged'],
    [
      'has a wrong checksum',
      [whole.map((byte, at) => (at === whole.length - 6 ? byte ^ 1 : byte))],
      1,
      'damaged',
    ],
    [
      'has a wrong checksum within',
      [whole.map((byte, at) => (at === whole.length - 6 ? byte ^ 1 : byte)), whole],
      1,
      'damaged',
    ],
  ])('reads a gzipped file that %s up to there', async (_what, parts, share, flaw) => {
    const { text, problem } = await readFile(new Blob(parts as BlobPart[]))
    expect(text.startsWith(lines.slice(0, lines.length * share))).toBe(true)
    expect(problem).toBe(
      `The file is gzipped but ${flaw}: only what comes before that could be read. Fetch it again.`,
    )
  })

  it('says that a gzipped file is damaged', async () => {
    expect(await readFile(new Blob([new Uint8Array([0x1f, 0x8b, 8, 0, 1])]))).toEqual({
      text: '',
      problem: expect.stringMatching(/^The file is gzipped but (?:damaged|incomplete): /) as unknown,
    })
  })
})
