import { accept, answerWith } from './helpers/misbehaving-server.js'
import { expectOutcomes, html, unlessEmpty, whileIn, type AnswerCase } from './helpers/real-answers.js'

const table: AnswerCase[] = [
  // A 403 comes from a firewall that matches a text, or from a sanctioned region. It may not be JSON.
  [
    '403 for one event',
    whileIn(2, answerWith(403, { code: 403, error: 'Forbidden' })),
    'aaxaa',
    7,
    { cause: 'event', status: 403, reason: 'Amplitude answered 403: Forbidden.' },
  ],
  [
    '403 for one event, not in JSON',
    whileIn(2, answerWith(403, '<html>Request blocked</html>', html)),
    'aaxaa',
    7,
    { cause: 'event', reason: 'Amplitude answered 403.' },
  ],
  [
    '403 for every event, but not for an upload without events',
    unlessEmpty(answerWith(403, '')),
    'xxxxx',
    17,
    { cause: 'event' },
  ],
  [
    '403 whatever is in the upload',
    answerWith(403, '<html>Not from here</html>', html),
    'rrrrr',
    2,
    { cause: 'server', status: 403 },
  ],
  // After a 413 the upload is split. An event that is too large on its own is rejected.
  [
    '413 for more than two events',
    (response, upload, count) => {
      ;(upload.events.length > 2 ? answerWith(413, { code: 413, error: 'Payload too large' }) : accept)(
        response,
        upload,
        count,
      )
    },
    'aaaaa',
    5,
  ],
  [
    '413 for one event, not in JSON',
    whileIn(2, answerWith(413, '<html>', html)),
    'aaxaa',
    5,
    { cause: 'event', status: 413 },
  ],
]

describe('a 403 or 413 of a real server', () => {
  it.each(table)('%s', async (...row) => {
    await expectOutcomes(...row)
  })
})
