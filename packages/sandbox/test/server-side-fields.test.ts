import { addServerSideFields } from '../src/segment/server-side-fields.js'

test('a call without a type gets the type “unknown”, and an empty message id is replaced', () => {
  const arrival = { receivedAt: 0, ip: '127.0.0.1', newMessageId: () => 'new' }
  expect(addServerSideFields({ messageId: '', context: 'x' }, arrival)).toEqual({
    type: 'unknown',
    messageId: 'new',
    context: { ip: '127.0.0.1' },
    originalTimestamp: '1970-01-01T00:00:00.000Z',
    receivedAt: '1970-01-01T00:00:00.000Z',
    timestamp: '1970-01-01T00:00:00.000Z',
    version: 2,
  })
})
