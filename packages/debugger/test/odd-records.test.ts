import fc from 'fast-check'
import { compareSent, verdictOf } from '@experiment-impressions/inspection'
import { toCorpusCase, toCurl, toJson } from '../src/event/copy-texts.js'
import { createRecordList } from '../src/records/record-list.js'
import { parseRecord } from '../src/records/sandbox-api.js'
import { impression, recordOf } from '../../inspection/test/helpers/records.js'

const good = recordOf(impression({ id: 'good', variant: 'a', user: 'user-1' }))
const deep = JSON.parse('['.repeat(3000) + ']'.repeat(3000)) as unknown
const issue = {
  code: 'VALUE_TOO_LONG',
  severity: 'error',
  path: ['properties', 'x'.repeat(1000)],
  params: {},
}

/** What the page does with a record before it draws anything. */
function takeIn(text: string): readonly string[] {
  const list = createRecordList()
  list.put([...parseRecord(JSON.stringify(good)), ...parseRecord(text)])
  for (const { record } of list.all()) {
    verdictOf(record)
    compareSent(record)
    toJson(record)
    toCorpusCase(record.pre)
    toCurl(record.pre, 'http://127.0.0.1:4747', 'id-1')
  }
  return list.all().map(({ record }) => record.id)
}

test.each<[string, object]>([
  ['nothing but its id', {}],
  [
    'a word in place of its contents',
    { omitted: 'The record of this event is over 1 MB.', pre: { type: 'track' } },
  ],
  ['more issues than anybody reads', { issues: Array.from({ length: 1000 }, () => issue) }],
  ['a text of 1 MB', { pre: { event: '$impression', properties: { flag_key: 'x'.repeat(1_000_000) } } }],
  [
    'keys of every object',
    { pre: JSON.parse('{"__proto__":{"event":1},"properties":{"__proto__":[]}}') as object },
  ],
  ['3000 layers', { pre: { properties: deep }, expected: deep }],
])('accepts a record with %s beside the others', (_, changes) => {
  expect(takeIn(JSON.stringify({ id: 'odd', ...changes }))).toEqual(['good', 'odd'])
})

test('accepts any record beside the others', () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  const fields = fc.constantFrom(...Object.keys(good), 'omitted', '__proto__')
  fc.assert(
    fc.property(
      fc.dictionary(fields, value),
      fc.dictionary(fc.constantFrom(...Object.keys(good.expected ?? {})), value),
      (odd, form) => {
        expect(takeIn(JSON.stringify({ ...odd, id: 'odd' }))).toEqual(['good', 'odd'])
        expect(
          takeIn(JSON.stringify({ ...good, ...odd, id: 'odd', post: { event_type: 'x', ...form } })),
        ).toEqual(['good', 'odd'])
      },
    ),
  )
})

test('says why the sandbox kept only the outcome', () => {
  const omitted = 'The record of this event is over 1 MB. Only its outcome is kept.'
  expect(parseRecord(JSON.stringify({ id: 'odd', omitted }))).toMatchObject([{ omitted }])
})
