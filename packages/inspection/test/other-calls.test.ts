import {
  createCallTally,
  type EventRecord,
  isOtherCall,
  otherCallRecord,
  resultOf,
  summarize,
  tallySentence,
} from '../src/index.js'
import { plainImpression, recordOf } from './helpers/records.js'

const impression = { type: 'track', event: '$Impression', properties: { flag_key: 'hero' } }

function sentenceAbout(calls: readonly unknown[], experimentEvents = 0): string | undefined {
  const tally = createCallTally()
  for (const call of calls) tally.count(call)
  for (let index = 0; index < experimentEvents; index += 1) tally.countExperimentEvent()
  return tallySentence(tally)
}

describe(tallySentence, () => {
  const page = { type: 'page', name: 'Home' }
  const order = { type: 'track', event: 'Order Completed' }

  it('counts calls by name, near misses last', () => {
    const calls = [impression, ...Array.from({ length: 9 }, () => page), order, order]
    expect(sentenceAbout(calls)).toBe(
      '12 calls, none an impression: 9 page, 2 Order Completed, 1 $Impression: did you mean $impression?',
    )
    expect(sentenceAbout(calls, 3)).toMatch(/^12 other calls: 9 page/)
  })

  it('says why a call with the right name isn’t an experiment event', () => {
    expect(sentenceAbout([{ event: '$impression' }, { flag_key: 'hero', variant: 'b' }, 5])).toBe(
      '3 calls, none an impression: 1 without a name, 1 $impression: the event’s type isn’t “track”, 1 without a name: these are the properties of an experiment event, without the event.',
    )
  })

  it('has nothing to say if every call is an experiment event', () => {
    expect(sentenceAbout([], 2)).toBeUndefined()
  })

  it('stays short, however many names there are', () => {
    const calls = Array.from({ length: 1000 }, (_, index) => ({
      type: 'track',
      event: `${'x'.repeat(500)}${String(index)}`,
    }))
    const misses = Array.from({ length: 40 }, (_, index) => ({
      type: 'track',
      event: `$impression${' '.repeat(index + 1)}`,
    }))
    expect(sentenceAbout([...misses, ...calls])?.length).toBeLessThan(1500)
    expect(sentenceAbout([...misses, ...calls])).toMatch(
      /^1,040 calls, .*1 “\$impression ”: did you mean .* 32 more names like these\.$/,
    )
  })
})

describe(isOtherCall, () => {
  it.each<[string, Partial<EventRecord>, boolean]>([
    ['left alone', {}, true],
    ['refused', { outcome: 'rejected' }, false],
    ['matched by a subscription', { subscription: { name: 'All', changed: [] } }, false],
  ])('knows a call that was %s', (_what, changes, is) => {
    expect(isOtherCall({ ...otherCallRecord(impression, 'message-1'), ...changes })).toBe(is)
  })
})

describe(otherCallRecord, () => {
  it('is recognized as a call that wasn’t sent, with the name that was meant', () => {
    const record = otherCallRecord(impression, 'message-1')
    expect(summarize(record)).toMatchObject({
      kind: 'call',
      name: '$Impression',
      isNearMiss: true,
      effect: 'not stored',
    })
    expect(record.issues).toMatchObject([
      {},
      { code: 'EVENT_NAME_MISSPELLED', params: { meant: '$impression' } },
    ])
    expect(resultOf(record)).toMatchObject({
      is: 'skipped',
      reason: 'the event’s name isn’t exactly “$impression”',
    })
  })

  it('isn’t a near miss if it’s about something else', () => {
    expect(summarize(otherCallRecord({ type: 'page' }, '1'))).toMatchObject({
      name: 'page',
      isNearMiss: false,
    })
    expect(summarize(otherCallRecord('text', '1'))).toMatchObject({ kind: 'call', name: undefined })
  })

  it('differs from the record of a call that a subscription matched', () => {
    const record = otherCallRecord({ type: 'track', event: 'Order Completed' }, '1')
    expect(summarize({ ...record, subscription: { name: 'Orders', changed: [] } }).kind).toBe('other')
    expect(summarize(recordOf(plainImpression)).kind).toBe('impression')
  })
})
