import type { Issue } from '@experiment-impressions/contract'
import { caseName, toCorpusCase, toCurl, toJson, newMessageId } from '../src/event/copy-texts.js'
import { middleCut, shortText, shortValue } from '../src/ui/short-text.js'
import { countOf, formatShare } from '../src/ui/format-number.js'
import { issueAddress, reasonOf, issueWords } from '../src/event/issue-words.js'
import { ownText } from '../src/records/own-text.js'
import { formatDistance, deliverySteps } from '../src/event/delivery-steps.js'
import { summarize } from '../src/records/summarize.js'
import { duplicate, impression, recordOf, startOfTime } from './helpers/entries.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })

describe(summarize, () => {
  it('reads what lists need', () => {
    const record = recordOf(shown, {
      attempts: [
        { at: 1, outcome: 'retry' },
        { at: 2, outcome: 'accepted' },
      ],
      userProperties: {
        before: { '[Experiment] hero': 'control' },
        after: { '[Experiment] hero': 'treatment' },
      },
    })
    expect(summarize(record)).toEqual({
      id: 'message-1',
      time: startOfTime,
      kind: 'impression',
      flag: 'hero',
      variant: 'treatment',
      userId: 'user-1',
      deviceId: 'device-1',
      path: '/products',
      effect: 'set',
      was: 'control',
      outcome: 'accepted',
      errors: 0,
      warnings: 0,
      retries: 1,
      isDuplicate: false,
      repeats: 0,
    })
  })

  it('reads what it can of an event that is not sent', () => {
    expect(summarize(recordOf({ ...shown, properties: {} }))).toMatchObject({
      effect: 'not stored',
      time: startOfTime,
      userId: 'user-1',
      deviceId: 'device-1',
      errors: 1,
    })
    expect(summarize(recordOf(impression({ id: '1', variant: 'a' })))).toMatchObject({
      userId: undefined,
      deviceId: undefined,
    })
    const nothing = recordOf({}, { id: 'x' })
    expect(summarize(nothing)).toMatchObject({ kind: 'other', flag: undefined, time: undefined })
    expect(summarize({ ...nothing, pre: { timestamp: 'yesterday' } }).time).toBeUndefined()
  })

  it('cuts what is long, and keeps what was there before apart from what is new', () => {
    const long = recordOf({ ...shown, properties: { ...shown.properties, variant: 'v'.repeat(5000) } })
    expect(summarize(long).variant).toHaveLength(300)
    const same = { '[Experiment] hero': 'treatment' }
    expect(summarize(recordOf(shown, { userProperties: { before: same, after: same } })).was).toBeUndefined()
  })
})

describe('the summary of an event that another mapping sent', () => {
  const { expected } = recordOf(shown)
  const properties = { '[Experiment] Flag Key': 'other', '[Experiment] Variant': 'b' }
  const post = {
    ...expected,
    event_type: '[Experiment] Exposure',
    event_properties: properties,
    user_properties: { $set: { '[Experiment] other': 'b' } },
    user_id: 'user-2',
  } as never

  it('tells of what was sent, and not of what came', () => {
    expect(summarize(recordOf(shown, { post }))).toMatchObject({
      kind: 'exposure',
      flag: 'other',
      variant: 'b',
      userId: 'user-2',
      effect: 'set',
    })
    // Sent by another mapping, though the default one would refuse it.
    const unusual = { ...shown, properties: {} }
    expect(summarize(recordOf(unusual, { post, outcome: 'accepted' }))).toMatchObject({
      flag: 'other',
      effect: 'set',
      errors: 1,
    })
  })

  it('tells of what will be sent while it waits', () => {
    expect(summarize(recordOf(shown, { outcome: 'pending' }))).toMatchObject({ flag: 'hero', effect: 'set' })
    expect(summarize(recordOf(shown, { outcome: 'rejected' })).effect).toBe('not stored')
    expect(summarize(recordOf(shown, { outcome: 'rejected', post })).effect).toBe('not stored')
  })

  it('reads an event that Amplitude transforms as it takes it in', () => {
    const sent = (properties: object) => ({
      ...expected,
      event_type: '$impression',
      event_properties: properties,
      user_properties: undefined,
    })
    const of = (properties: object) => {
      const { effect, kind, flag, variant } = summarize(recordOf(shown, { post: sent(properties) as never }))
      return [effect, kind, flag, variant]
    }
    expect(of({ flag_key: 'hero', variant: 'a' })).toEqual(['set', 'impression', 'hero', 'a'])
    expect(of({ flag_key: 'hero' })).toEqual(['unset', 'impression', 'hero', undefined])
    const metadata = { flagType: 'mutual-exclusion-group' }
    expect(of({ flag_key: 'hero', variant: 'a', metadata })[0]).toBe('none')
    expect(of({})[0]).toBe('none')
  })

  it('knows that a late event leaves the person as they are', () => {
    const late = { ...expected, $skip_user_properties_sync: true } as never
    expect(summarize(recordOf(shown, { post: late })).effect).toBe('none')
  })
})

describe(deliverySteps, () => {
  it('goes from the page to the last try', () => {
    const record = recordOf(
      { ...shown, receivedAt: new Date(startOfTime + 120).toISOString() },
      {
        outcome: 'retry',
        attempts: [
          { at: startOfTime + 1500, outcome: 'retry', reason: 'Too many.' },
          { at: startOfTime + 200_000, outcome: 'something else' },
        ],
      },
    )
    expect(deliverySteps(record).map(({ what, after, detail, tone }) => [tone, what, after, detail])).toEqual(
      [
        ['quiet', 'Shown on the page', undefined, undefined],
        ['quiet', 'Received by the CDP', '120 ms later', undefined],
        ['wait', 'The try failed', '1.4 s later', 'Too many.'],
        ['quiet', 'something else', '3 min later', undefined],
        ['wait', 'Another try follows', undefined, undefined],
      ],
    )
  })

  it('says where in its batch the event was, and that it came again', () => {
    const batch = { number: 3, place: 17, size: 1000, refused: 2 }
    const record = recordOf(shown, {
      attempts: [{ at: startOfTime, outcome: 'accepted', batch }],
      repeats: 1,
    })
    expect(deliverySteps(record)).toMatchObject([
      { what: 'Shown on the page' },
      {
        what: 'Amplitude accepted it',
        batch: 'In batch 3, event 17 of 1,000. 2 others of this batch were refused.',
      },
      { what: 'Received again: dropped by Segment, which had seen this message id' },
    ])
    expect(
      deliverySteps(recordOf(shown, { ...duplicate, repeats: 3 }))
        .map(({ what }) => what)
        .slice(-2),
    ).toEqual([
      'Dropped by Amplitude, which had stored an event with this insert_id',
      'Received 3 more times: dropped by Segment, which had seen this message id',
    ])
  })

  it('is short where little is known', () => {
    expect(deliverySteps(recordOf({}, { id: '1', attempts: [] }))).toEqual([])
    expect(
      deliverySteps(recordOf({}, { id: '1', attempts: [], outcome: 'pending' })).map(({ what }) => what),
    ).toEqual(['On its way to Amplitude'])
  })
})

describe(formatDistance, () => {
  it.each([
    [40, '40 ms'],
    [1449, '1.4 s'],
    [130_000, '2 min'],
    [7_300_000, '2 h'],
    [260_000_000, '3 days'],
  ])('of %d ms is %s', (ms, words) => {
    expect(formatDistance(ms)).toBe(words)
  })
})

describe('issues', () => {
  const issue = (code: string): Issue =>
    ({ code, severity: 'error', path: [], params: {} }) as unknown as Issue

  it('are put in words, those that are not known too', () => {
    expect(issueWords(issue('ID_MISSING')).reason).toContain('No usable id')
    expect(issueWords(issue('NEWER_THAN_THIS')).reason).toBe('This page doesn’t know this issue.')
  })

  it('end a sentence with what is wrong', () => {
    const { issues } = recordOf({ ...shown, properties: {} })
    expect(issues.slice(0, 1).map(reasonOf)).toEqual(['the flag key is missing'])
    expect(reasonOf(issue('NEWER_THAN_THIS'))).toBe('this page doesn’t know this issue')
  })

  it('lead to their section', () => {
    expect(issueAddress(issue('ID_MISSING'))).toMatch(/docs\/issues\.md#id_missing$/)
    expect(issueAddress(issue('"><script>'))).toMatch(/#%22%3E%3Cscript%3E$/)
  })
})

describe('what is copied', () => {
  it('is laid-out JSON', () => {
    expect(toJson({ a: 1 })).toBe('{\n  "a": 1\n}')
    expect(toJson(undefined)).toBe('null')
    let deep: unknown = 1
    for (let layer = 0; layer < 100_000; layer += 1) deep = [deep]
    expect(toJson(deep)).toBe('"nested too deep to be shown"')
  })

  it('is a command that means the event and nothing else to a shell', () => {
    const hostile = { flag: `'; rm -rf / #`, other: '$(reboot)`reboot`' }
    expect(toCurl(hostile, 'http://127.0.0.1:4747', 'new')).toBe(
      String.raw`curl --json '{"flag":"'\''; rm -rf / #","other":"$(reboot)${'`'}reboot${'`'}","messageId":"new"}' 'http://127.0.0.1:4747/v1/track'`,
    )
    expect(toCurl([], undefined, 'new')).toBe(
      `curl --user "$SEGMENT_WRITE_KEY:" --json '[]' 'https://api.segment.io/v1/track'`,
    )
  })

  it('is a new event in that command, without the moments of the first sending', () => {
    const sent = { ...shown, receivedAt: 'x', sentAt: 'y', version: 2 }
    const { originalTimestamp: _, ...kept } = shown
    const [, json = ''] = /--json '(.*)' '/.exec(toCurl(sent, undefined, 'message-2')) ?? []
    expect(JSON.parse(json)).toEqual({ ...kept, version: 2, messageId: 'message-2' })
    expect(new Set([newMessageId(), newMessageId()]).size).toBe(2)
  })

  it('is a case of the corpus, whose name is harmless', () => {
    expect(toCorpusCase(shown)).toMatch(
      /^mkdir -p test\/corpus\/impression-hero-treatment\ncat > .*\/event\.json <<'END-OF-FILE'\n\{/,
    )
    expect(toCorpusCase(shown)).toContain('"kind": "send"')
    expect(caseName({ event: '$exposure', properties: { flag_key: '../..; x' } })).toBe('exposure-x-out')
    expect(caseName({ properties: { variant: '…' } })).toBe('event')
  })
})

describe('text for the eye', () => {
  it('is cut at the end, or in the middle', () => {
    expect(shortText('abcdef', 3)).toBe('abc…')
    expect(middleCut('abcdefghij', 5)).toBe('ab…ij')
    expect(middleCut('abc', 5)).toBe('abc')
  })

  it('of any value is cut too', () => {
    expect(shortValue('x'.repeat(50), 30)).toBe(`${'x'.repeat(30)}…`)
    expect(shortValue({ list: Array.from({ length: 100 }, () => 1) }, 30)).toBe(
      '{list: [1, 1, 1, 1, 1, 1, 1, 1…',
    )
  })

  it('takes numbers for text where an id is meant', () => {
    expect([ownText({ a: 5 }, ['a']), ownText({ a: {} }, ['a']), ownText({ a: '' }, ['a'])]).toEqual([
      '5',
      undefined,
      undefined,
    ])
  })

  it('says counts and shares', () => {
    expect([countOf(1, 'event'), countOf(1200, 'event')]).toEqual(['1 event', '1,200 events'])
    expect([formatShare(0), formatShare(0.0001), formatShare(0.1234)]).toEqual([
      '0\u00a0%',
      'under 0.1\u00a0%',
      '12.3\u00a0%',
    ])
  })
})
