import { batchSentence, propertySentence, repeatNote, resultOf, summarize, verdictOf } from '../src/index.js'
import { tried } from './helpers/attempts.js'
import { rows, shown } from './helpers/result-rows.js'
import { recordOf } from './helpers/records.js'

describe(verdictOf, () => {
  it.each(rows)('of an event that %s', (_what, record, tone, sentence) => {
    expect(verdictOf(record)).toEqual({ tone, sentence })
  })

  it('cuts a reason that is long', () => {
    const { sentence } = verdictOf(recordOf(shown, tried('rejected', 'x'.repeat(1_000_000))))
    expect(sentence.length).toBeLessThan(400)
  })
})

describe(propertySentence, () => {
  it.each(rows)('of an event that %s', (_what, record, _tone, _sentence, property) => {
    expect(propertySentence(resultOf(record), summarize(record))).toBe(property)
  })
})

describe(batchSentence, () => {
  const batch = { number: 1, place: 2, size: 3, refused: 1 }

  it.each([
    ['accepted', 0, 'In batch 1, event 2 of 3.'],
    ['accepted', 1, 'In batch 1, event 2 of 3. 1 other of this batch was refused.'],
    ['rejected', 2, 'In batch 1, event 2 of 3. 2 others of this batch were refused too.'],
    ['retry', 2, 'In batch 1, event 2 of 3. 2 others of this batch were refused.'],
  ])('of one that was %s beside %d refused ones', (outcome, refused, sentence) => {
    expect(batchSentence({ ...batch, refused }, outcome)).toBe(sentence)
  })
})

describe(repeatNote, () => {
  it('counts the first as well', () => {
    expect([repeatNote(1), repeatNote(2)]).toEqual(['received twice', 'received 3 times'])
  })
})
