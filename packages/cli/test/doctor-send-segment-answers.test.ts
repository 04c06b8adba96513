import { createServer, type ServerResponse } from 'node:http'
import { read } from './helpers/doctor-send-report.js'
import { json, page, segmentThat } from './helpers/doctor-send-segment.js'
import { createTestRuns } from './helpers/doctor-send.js'

const runs = createTestRuns()
afterEach(() => runs.close())

describe('an answer of Segment', () => {
  const toSegment = async (answers: ((response: ServerResponse) => void)[]) => {
    const segment = await segmentThat(runs, ...answers)
    const { send, waited } = await runs.prepare()
    const ran = read(await send(['--yes', '--json', '--segment-url', segment.url]))
    return { ...ran, ...segment, waited }
  }

  it.each<[string, (response: ServerResponse) => void, string, object]>([
    [
      'refuses the key',
      json(400, { message: 'no such key: write-key-1\u001b[2J' }),
      'SEGMENT_REFUSED',
      { status: 400, message: 'no such key: <SEGMENT_WRITE_KEY>\\u001b[2J' },
    ],
    ['refuses without a message', json(401, {}), 'SEGMENT_REFUSED', { status: 401 }],
    ['is a page', page(200), 'SEGMENT_FOREIGN', { status: 200, contentType: 'text/html', length: 6 }],
    [
      'is a page that refuses',
      page(403),
      'SEGMENT_FOREIGN',
      { status: 403, contentType: 'text/html', length: 6 },
    ],
    ['redirects', page(302), 'SEGMENT_FOREIGN', { status: 302, contentType: 'text/html', length: 6 }],
    [
      'is another server’s success',
      json(200, { ok: true }),
      'SEGMENT_FOREIGN',
      { status: 200, contentType: 'application/json', length: 11 },
    ],
    ['stays busy', json(503, {}), 'SEGMENT_BUSY', { status: 503 }],
    ['is cut off', (response) => response.destroy(), 'SEGMENT_UNREACHABLE', { cause: 'cut off' }],
    [
      'never ends',
      (response) => {
        response.writeHead(200)
        response.write(' '.repeat(6_000_000))
      },
      'SEGMENT_UNREACHABLE',
      { cause: 'over 5 MB' },
    ],
  ])('has its own code if it %s', async (_, answer, code, params) => {
    const ran = await toSegment([answer])
    const { host } = new URL(ran.url)
    expect({ code: ran.code, lines: ran.lines, params: ran.findings[0]?.params }).toEqual({
      code: 1,
      lines: [`segment error ${code}`],
      params: { host, ...params },
    })
    expect(ran.statuses).toMatchObject({ amplitude: 'skipped', unset: 'skipped', person: 'skipped' })
  })

  it('has the code SEGMENT_UNREACHABLE if it comes too late', async () => {
    const segment = await segmentThat(runs, () => undefined)
    const { send } = await runs.prepare()
    const { findings } = read(
      await send(['--yes', '--json', '--segment-url', segment.url], { dependencies: { deadlineMs: 500 } }),
    )
    expect(findings).toMatchObject([{ code: 'SEGMENT_UNREACHABLE', params: { cause: 'too late' } }])
  })

  it('that asks to wait is obeyed, and the message id stays the same', async () => {
    const { bodies, waited, keys, lines } = await toSegment([
      json(429, {}, { 'retry-after': '7' }),
      json(500, {}, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }),
      json(200, { success: true }),
    ])
    // Seconds, then a date, of which the command waits a minute.
    expect(waited.slice(0, 2)).toStrictEqual([7000, 60_000])
    expect(bodies).toHaveLength(3)
    expect(new Set(bodies.map((body) => (JSON.parse(body) as { messageId: string }).messageId)).size).toBe(1)
    expect(keys[0]).toBe(`Basic ${Buffer.from('write-key-1:').toString('base64')}`)
    // This Segment accepts the impression, and passes it on to nobody.
    expect(lines).toStrictEqual(['amplitude error IMPRESSION_LOST'])
  })

  it('can be a failure for the second impression only', async () => {
    const refusing = await segmentThat(runs, json(400, { message: 'no' }))
    const { sandbox, send } = await runs.prepare()
    const segmentUrl = await runs.serve(
      createServer((request, response) => {
        let body = ''
        request.on('data', (piece) => (body += String(piece)))
        request.on('end', () => {
          const target = body.includes('"variant"') ? sandbox.url : refusing.url
          void fetch(`${target}/v1/track`, { method: 'POST', body }).then(async (answer) => {
            json(answer.status, (await answer.json()) as object)(response)
          })
        })
      }),
    )
    const { lines, report } = read(await send(['--yes', '--json', '--segment-url', segmentUrl]))
    expect({ lines, sent: report.sent }).toStrictEqual({ lines: ['unset error SEGMENT_REFUSED'], sent: 2 })
  })
})
