import { gzipSync } from 'node:zlib'
import { impression, ndjson } from './helpers/events.js'
import { inspect, inspectJson, type Output } from './helpers/inspect.js'

describe('impressions inspect, input formats', () => {
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
    ['UTF-16, big-endian', Buffer.from(`\ufeff${ndjson(...two)}`, 'utf16le').swap16()],
    ['UTF-16 without a byte order mark', Buffer.from(ndjson(...two), 'utf16le')],
    ['UTF-16 without a mark, big-endian', Buffer.from(ndjson(...two), 'utf16le').swap16()],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\ufeff${ndjson(...two)}`, 'utf16le'))],
    ['gzip with zeros at its end', Buffer.concat([gzipSync(ndjson(...two)), Buffer.alloc(700)])],
    [
      'gzip of several parts, with zeros between',
      Buffer.concat(two.flatMap((event) => [gzipSync(ndjson(event)), Buffer.alloc(512)])),
    ],
    ['gzip of several parts', Buffer.concat(two.map((event) => gzipSync(ndjson(event))))],
  ])('reads %s', async (_, input) => {
    expect(insertIds(await inspectJson(input))).toStrictEqual(['one', 'two'])
  })

  it('reads input that arrives byte by byte', async () => {
    const bytes = gzipSync(ndjson(impression({ messageId: 'für 🙂' })))
    expect(insertIds(await inspectJson([...bytes].map((byte) => Uint8Array.of(byte))))).toStrictEqual([
      'für 🙂',
    ])
  })

  it('says where in the input an event is', async () => {
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

  it('skips and counts other events', async () => {
    const { code, stdout } = await inspect(
      ndjson({ type: 'page' }, { type: 'page' }, { type: 'track', event: 'Order Completed' }, { a: 1 }),
    )
    expect(code).toBe(1)
    expect(stdout).toMatchInlineSnapshot(`
      "No experiment event was found.
      4 calls, none an impression: 2 page, 1 Order Completed, 1 without a name.
      "
    `)
  })

  it('continues after a broken line, says where it breaks, and fails', async () => {
    const [first, second] = two.map((event) => ndjson(event))
    const { code, stderr, ...output } = await inspectJson(
      `${String(first)}{"type":"track",\n${String(second)}`,
    )
    expect(code).toBe(2)
    expect(insertIds(output)).toStrictEqual(['one', 'two'])
    expect(stderr).toMatchInlineSnapshot(`
      "impressions inspect: line 2, column 17 isn’t JSON: expected a name, or }, but the text ends.
        2 │ {"type":"track",
          │                 ^
        Copy the whole text: its end is missing, at least } on line 2.
      "
    `)
    expect(output.summary).toMatchObject({ events: 2, unreadable: 1 })
  })

  it('continues if the first line is broken', async () => {
    const output = await inspectJson(`# exported\n# twice\n${ndjson(...two)}`)
    expect(insertIds(output)).toStrictEqual(['one', 'two'])
    expect(output).toMatchObject({ code: 2, summary: { unreadable: 2 } })
  })
})
