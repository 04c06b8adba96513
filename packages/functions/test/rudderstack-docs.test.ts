import { compileFunction } from 'node:vm'
import { documentBlock, documentText } from './helpers/document-block.js'
import { rudderStackUploads } from './helpers/rudderstack-amplitude-destination.js'
import { loadTransformation } from './helpers/rudderstack-transformation.js'

const document = 'rudderstack.md'

test('the transformation returns what its page shows, and RudderStack’s destination sends it', () => {
  const returned = loadTransformation().transformEvent(documentBlock(document, 'event')) ?? {}
  expect(JSON.parse(JSON.stringify(returned))).toEqual(documentBlock(document, 'returned'))
  expect(rudderStackUploads(returned)).toEqual([
    { events: [documentBlock(document, 'sent')], options: { min_id_length: 1 } },
  ])
})

test('the file works as a library, as its page shows', () => {
  const code = /```js\n([^`]+)```/.exec(documentText(document))?.[1] ?? ''
  const { transformEvent: toImpression } = loadTransformation()
  const body = code.replace(/^import .*/, '').replace('export function', 'return function')
  const around = compileFunction(body, ['toImpression']) as (
    given: typeof toImpression,
  ) => typeof toImpression
  const transformEvent = around(toImpression)
  const other = { type: 'track', event: 'Order Completed' }
  expect(transformEvent(other)).toBe(other)
  expect(transformEvent({ type: 'track', event: '$impression' })).toBeNull()
  expect(transformEvent(documentBlock(document, 'event'))).toEqual(documentBlock(document, 'returned'))
})
