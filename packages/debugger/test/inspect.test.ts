import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exampleEvent } from '../src/inspect/example.js'
import { inspectText, type Inspected } from '../src/inspect/inspect-text.js'
import { summaryWords } from '@experiment-impressions/inspection'
import { readFile } from '../src/inspect/read-file.js'
import { impression } from '../../inspection/test/helpers/records.js'

const rest = () => Promise.resolve()
const recorded = readFileSync(join(__dirname, '../../sandbox/session/recorded-session.ndjson'), 'utf8')

const inspectedWords = ({ summary }: Inspected): unknown[] =>
  Object.values(summaryWords(summary)).filter((line) => line !== undefined)

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
      '1 part of the input couldn’t be read, and is left out.',
    ])
    expect(inspected.broken).toEqual(['Line 2, column 2 isn’t JSON: expected a name in double quotes, or }.'])
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
