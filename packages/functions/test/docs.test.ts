import { documentBlock } from './helpers/document-block.js'
import { errors, DropEvent, loadSegmentFunction } from './helpers/segment-functions.js'

test('the destination function sends what its page shows', async () => {
  const bodies: string[] = []
  const { onTrack } = loadSegmentFunction('segment-destination-function.js', {
    ...errors,
    fetch: (_: string, { body }: { body: string }) => {
      bodies.push(body)
      return Promise.resolve({ status: 200, text: () => Promise.resolve('{"code":200}') })
    },
  })
  const document = 'segment-destination-function.md'
  await onTrack?.(documentBlock(document, 'event'), { apiKey: 'test-api-key' })
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    { api_key: 'test-api-key', events: [documentBlock(document, 'sent')] },
  ])
})

test('the insert function returns what its page shows', async () => {
  const { onTrack } = loadSegmentFunction('segment-destination-insert-function.js', { ...errors, DropEvent })
  const document = 'segment-insert-function.md'
  expect(await onTrack?.(documentBlock(document, 'event'), {})).toEqual(documentBlock(document, 'returned'))
})
