import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errors, DropEvent, loadSegmentFunction } from './helpers/segment-functions.js'

/** The JSON block of a document that stands under this mark. */
function block(document: string, mark: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(join(__dirname, '../../../docs/hosts', document), 'utf8')
  const json = new RegExp(`<!-- ${mark} -->\n\n\`\`\`json\n([^\`]+)\`\`\``).exec(text)?.[1]
  return JSON.parse(json ?? 'null') as Readonly<Record<string, unknown>>
}

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
  await onTrack?.(block(document, 'event'), { apiKey: 'test-api-key' })
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    { api_key: 'test-api-key', events: [block(document, 'sent')] },
  ])
})

test('the insert function returns what its page shows', async () => {
  const { onTrack } = loadSegmentFunction('segment-destination-insert-function.js', { ...errors, DropEvent })
  const document = 'segment-insert-function.md'
  expect(await onTrack?.(block(document, 'event'), {})).toEqual(block(document, 'returned'))
})
