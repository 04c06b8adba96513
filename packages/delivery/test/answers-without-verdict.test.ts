import { gzipSync } from 'node:zlib'
import { answerWith, type Behaviour } from './helpers/misbehaving-server.js'
import { expectOutcomes, half, html, type AnswerCase } from './helpers/real-answers.js'

const table: AnswerCase[] = [
  // After 500, 502 and 504 Amplitude may have the events or not. After 503 it doesn’t. A 408 is retried, as in Amplitude’s own SDK.
  ['408', answerWith(408, ''), 'rrrrr', 1, { cause: 'server', status: 408 }],
  ['500', answerWith(500, { code: 500 }), 'rrrrr', 1, { cause: 'server', status: 500 }],
  ['502 that isn’t JSON', answerWith(502, '<html>Bad gateway</html>', html), 'rrrrr', 1, { cause: 'server' }],
  ['503', answerWith(503, { code: 503 }), 'rrrrr', 1, { cause: 'server' }],
  ['504', answerWith(504, ''), 'rrrrr', 1, { cause: 'server' }],
  ['404', answerWith(404, 'no such page', html), 'rrrrr', 1, { cause: 'server' }],
  // A redirect is a configuration error. It isn’t followed, so nobody else sees the key.
  ['301', answerWith(301, '', { location: '/elsewhere' }), 'rrrrr', 1, { cause: 'server', status: 301 }],
  ['302', answerWith(302, '', { location: '/elsewhere' }), 'rrrrr', 1, { cause: 'server' }],
  ['307', answerWith(307, '', { location: '/elsewhere' }), 'rrrrr', 1, { cause: 'server' }],
  // Without an answer, or with half of one, the whole upload is sent again later.
  [
    'a connection that drops before the answer',
    (response) => response.destroy(),
    'rrrrr',
    1,
    { cause: 'server', status: undefined, reason: 'Amplitude didn’t answer.' },
  ],
  [
    'a connection that drops halfway through the body',
    cutHalfway,
    'rrrrr',
    1,
    { cause: 'server', status: undefined },
  ],
  [
    'gzip that isn’t gzip',
    answerWith(200, '{"code":200}', { 'content-encoding': 'gzip' }),
    'rrrrr',
    1,
    { cause: 'server', status: undefined },
  ],
  [
    'gzip without the header',
    answerWith(200, gzipSync('{"code":200}')),
    'rrrrr',
    1,
    { cause: 'server', status: 200 },
  ],
  [
    'gzip with the header',
    answerWith(200, gzipSync('{"code":200}'), { 'content-encoding': 'gzip' }),
    'aaaaa',
    1,
  ],
]

function cutHalfway(...[response]: Parameters<Behaviour>): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
  response.write(half, () => response.destroy())
}

describe('an answer without a verdict of a real server', () => {
  it.each(table)('%s', async (...row) => {
    await expectOutcomes(...row)
  })
})
