import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspectText } from '../../debugger/src/inspect/inspect-text.js'
import { readFile } from '../../debugger/src/inspect/read-file.js'
import { inspectJson } from './helpers/inspect.js'

const folder = join(__dirname, '../../../test/found')

/** The events in each file, and how they’re said to be read. */
const files: [path: string, events: string[], notes: string[]][] = [
  ['01-batch-wrapper/batch.json', ['$exposure', '$impression'], ['Unwrapped 2 events from batch[].']],
  [
    '01-batch-wrapper/har.json',
    ['$exposure'],
    ['Unwrapped 1 event from log.entries[].request.postData.text, a string.'],
  ],
  [
    '01-batch-wrapper/rudder-archive-old.ndjson',
    ['$exposure'],
    ['Unwrapped 1 event from event_payload.batch[].'],
  ],
  [
    '01-batch-wrapper/stringified-lines.ndjson',
    ['$exposure', '$impression'],
    ['Unwrapped 2 events from JSON in a string.'],
  ],
  ['02-array-layouts/a-two-close-own-line.json', ['$exposure', '$impression'], []],
  ['02-array-layouts/b-one-own-lines.json', ['$exposure'], []],
  ['02-array-layouts/d-leading-comma.json', ['$exposure', '$impression'], []],
  ['05-gzip-sdk-body/batch.json.gz', ['$exposure'], ['Unwrapped 1 event from batch[].']],
  ['06-gzip-members/two-members.json.gz', ['$exposure', '$exposure', '$exposure'], []],
  ['06-gzip-members/utf16le-bom.json', ['$exposure'], []],
  ['17-clipboard/csv-cell.txt', ['$exposure'], ['Read 1 event from JSON in quotes.']],
  ['17-clipboard/curl.txt', ['$exposure'], ['Read 1 event from the body of a curl command.']],
  [
    '17-clipboard/js-object.txt',
    ['$exposure'],
    [
      'Read as a JavaScript object, because it isn’t JSON: a name without quotes on line 1, single quotes on line 1.',
    ],
  ],
  ['17-clipboard/json-string.txt', ['$exposure'], ['Unwrapped 1 event from JSON in a string.']],
  ['17-clipboard/loglines.txt', ['$exposure', '$exposure'], ['Found 2 events within lines of other text.']],
  [
    '17-clipboard/trailing-comma.txt',
    ['$exposure'],
    ['Read as a JavaScript object, because it isn’t JSON: a trailing comma on line 9.'],
  ],
]

const nameOf = ({ pre }: { readonly pre: unknown }): unknown => (pre as { readonly event?: unknown }).event

describe('what people have', () => {
  it.each(files)('%s is read alike by terminal and page', async (path, events, notes) => {
    const bytes = Uint8Array.from(readFileSync(join(folder, path)))
    const terminal = await inspectJson(bytes)
    const { text, problem } = await readFile(new Blob([bytes]))
    const page = await inspectText(text, () => Promise.resolve())

    expect([terminal.stderr, problem, page.broken]).toEqual(['', undefined, []])
    expect(terminal.events.map(nameOf)).toEqual(events)
    expect(page.entries.map(({ record }) => nameOf(record))).toEqual(events)
    expect(page.words.reading).toEqual(notes)
    expect(terminal.summary['notes']).toEqual(page.words.reading)
  })

  it('is all there', () => {
    const kinds = new Set(files.map(([path]) => path.replace(/\/.*/, '')))
    const found = [...kinds].flatMap((kind) =>
      readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`),
    )
    expect(found.sort()).toEqual(files.map(([path]) => path).sort())
  })
})
