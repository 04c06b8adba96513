import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { settings } from '@experiment-impressions/destination/portable'
import { startAmplitude } from './helpers/amplitude-server.js'
import { documentBlock } from './helpers/document-block.js'
import { hosts } from './helpers/lambda.js'
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

test.each(hosts)('AWS Lambda, run from $name, sends, answers and logs what its page shows', async (one) => {
  const document = 'aws-lambda.md'
  const amplitude = await startAmplitude()
  const host = one.createHost()
  await host.start(`${amplitude.url}/$1`)
  const event = documentBlock(document, 'event')
  const { answer, summary, problems } = await host.invoke({ handler: 'sqs', event })
  await host.stop()
  await amplitude.close()

  expect(amplitude.uploads.map(({ events }) => events)).toEqual([[documentBlock(document, 'sent')]])
  expect(answer).toEqual(documentBlock(document, 'answer'))
  const ms = expect.any(Number) as number
  const log = documentBlock(document, 'log') as unknown as readonly object[]
  expect([...problems, { ...summary, ms }]).toEqual(
    log.map((line) => ('ms' in line ? { ...line, ms } : line)),
  )
})

test('the page of AWS Lambda has a variable for every setting of the destination except the secret key', () => {
  const page = readFileSync(join(__dirname, '../../../docs/hosts/aws-lambda.md'), 'utf8')
  const named = [...page.matchAll(/^ *\| `AMPLITUDE_(\w+)`/gm)].map(([, name]) => name)
  const variables = Object.keys(settings).map((name) => name.replace(/[A-Z]/g, '_$&').toUpperCase())
  expect(named.sort()).toEqual(['ON_INVALID', ...variables.filter((name) => name !== 'SECRET_KEY')].sort())
})
