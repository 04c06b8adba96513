import type { Issue } from '@experiment-impressions/contract'
import { caseName, toCorpusCase, toCurl, toJson } from '../src/event/copy-texts.js'
import { middleCut, shortText } from '../src/event/short-text.js'
import { countOf, formatShare } from '../src/event/format-number.js'
import { issueAddress, issueWords } from '../src/event/issue-words.js'
import { ownText } from '../src/event/own-text.js'
import { shortValue } from '../src/event/short-value.js'
import { formatDistance, roadOf } from '../src/event/road.js'
import { summarize } from '../src/event/summarize.js'
import { effectSentence, verdictOf } from '../src/event/verdict.js'
import { impression, recordOf, startOfTime } from './helpers/entries.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })

describe(verdictOf, () => {
  const accepted = recordOf(shown)

  it.each([
    ['good', 'Delivered: the person is in the experiment, with “treatment”.', accepted],
    [
      'out',
      'Delivered: the person is out of the experiment.',
      recordOf(impression({ id: '1', device: 'device-1' })),
    ],
    [
      'good',
      'Delivered. It sets no user property.',
      recordOf({
        ...shown,
        properties: { ...shown.properties, metadata: { flagType: 'mutual-exclusion-group' } },
      }),
    ],
    ['bad', 'Not sent: the event has 1 error.', recordOf(impression({ id: '1', variant: 'a' }))],
    [
      'quiet',
      'Not sent, as it should be.',
      recordOf({ ...shown, properties: { ...shown.properties, metadata: { trackExposure: false } } }),
    ],
    ['bad', 'Amplitude refused it. It is not sent again.', { ...accepted, outcome: 'rejected' as const }],
    [
      'wait',
      'Not delivered yet: the last try failed, another follows.',
      { ...accepted, outcome: 'retry' as const },
    ],
    ['wait', 'On its way to Amplitude.', { ...accepted, outcome: 'pending' as const }],
    ['quiet', 'Nothing was sent, as it should be.', { ...accepted, outcome: 'skipped' as const }],
    ['quiet', 'Amplitude had it already, and counted it once.', { ...accepted, userProperties: null }],
  ])('is %s: %s', (tone, sentence, record) => {
    expect(verdictOf(record)).toEqual({ tone, sentence })
  })
})

describe(effectSentence, () => {
  it.each([
    ['set', 'The person is in the experiment, with this variant, until an event sets or unsets it anew.'],
    ['unset', 'The person is out of the experiment: the event is recorded without a variant.'],
    ['none', 'Neither sets nor unsets a user property.'],
    ['not sent', 'Nothing is sent.'],
  ] as const)('says of the effect %s: %s', (effect, sentence) => {
    expect(effectSentence(effect)).toBe(sentence)
  })
})

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
    })
  })

  it('reads what it can of an event that is not sent', () => {
    expect(summarize(recordOf({ ...shown, properties: {} }))).toMatchObject({
      effect: 'not sent',
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

describe(roadOf, () => {
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
    expect(roadOf(record).map(({ what, after, detail, tone }) => [tone, what, after, detail])).toEqual([
      ['quiet', 'Shown on the page', undefined, undefined],
      ['quiet', 'Received by the CDP', '120 ms later', undefined],
      ['wait', 'The try failed', '1.4 s later', 'Too many.'],
      ['quiet', 'something else', '3 min later', undefined],
      ['wait', 'Another try follows', undefined, undefined],
    ])
  })

  it('is short where little is known', () => {
    expect(roadOf(recordOf({}, { id: '1', attempts: [] }))).toEqual([])
    expect(
      roadOf(recordOf({}, { id: '1', attempts: [], outcome: 'pending' })).map(({ what }) => what),
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
    expect(issueWords(issue('NEWER_THAN_THIS')).reason).toBe('This page does not know this issue.')
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
    expect(toCurl(hostile, 'http://127.0.0.1:4747')).toBe(
      String.raw`curl --json '{"flag":"'\''; rm -rf / #","other":"$(reboot)${'`'}reboot${'`'}"}' 'http://127.0.0.1:4747/v1/track'`,
    )
    expect(toCurl({}, undefined)).toBe(
      `curl --user "$SEGMENT_WRITE_KEY:" --json '{}' 'https://api.segment.io/v1/track'`,
    )
  })

  it('is a case of the corpus, whose name is harmless', () => {
    expect(toCorpusCase(shown)).toMatch(
      /^mkdir -p test\/corpus\/impression-hero-treatment\ncat > .*\/event\.json <<'END-OF-FILE'\n\{/,
    )
    expect(toCorpusCase(shown)).toContain('"ok": true')
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
