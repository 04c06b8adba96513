import { accept, answerWith } from './helpers/misbehaving-server.js'
import { expectOutcomes, half, html, type AnswerCase } from './helpers/real-answers.js'

const table: AnswerCase[] = [
  // Only a 200 whose JSON also says 200 counts. After any other 2xx, everything is sent again later.
  ['200', accept, 'aaaaa', 1],
  [
    '200 with JSON that is labelled as text',
    answerWith(200, { code: 200 }, { 'content-type': 'text/plain' }),
    'aaaaa',
    1,
  ],
  [
    '200 that ingested fewer events (undocumented for duplicates)',
    answerWith(200, { code: 200, events_ingested: 2 }),
    'aaaaa',
    1,
  ],
  [
    '200 with another code in the body',
    answerWith(200, { code: 500 }),
    'rrrrr',
    1,
    { cause: 'server', status: 200 },
  ],
  ['200 without a code', answerWith(200, {}), 'rrrrr', 1, { cause: 'server' }],
  ['200 with an empty body', answerWith(200, ''), 'rrrrr', 1, { cause: 'server' }],
  [
    '200 that isn’t JSON',
    answerWith(200, '<html>Welcome to the hotel</html>', html),
    'rrrrr',
    1,
    { cause: 'server' },
  ],
  ['200 whose JSON isn’t an object', answerWith(200, '200'), 'rrrrr', 1, { cause: 'server' }],
  ['200 with half of its JSON', answerWith(200, half), 'rrrrr', 1, { cause: 'server' }],
  ['204', answerWith(204, ''), 'rrrrr', 1, { cause: 'server', status: 204 }],
]

describe('an answer of success of a real server', () => {
  it.each(table)('%s', async (...row) => {
    await expectOutcomes(...row)
  })
})
