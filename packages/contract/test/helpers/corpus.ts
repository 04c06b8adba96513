import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AmplitudeEvent, Decision } from '../../src/index.js'

export interface CorpusCase {
  readonly name: string
  readonly event: Record<string, unknown>
  readonly expected: Decision<AmplitudeEvent>
}

const folder = join(__dirname, '../../../../test/corpus')

function read(name: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, name, file), 'utf8'))
}

/** The golden cases of `test/corpus`: a Segment event and the expected decision. */
export const corpus: readonly CorpusCase[] = readdirSync(folder)
  .sort()
  .map((name) => ({
    name,
    event: read(name, 'event.json') as CorpusCase['event'],
    expected: read(name, 'expected.json') as CorpusCase['expected'],
  }))
