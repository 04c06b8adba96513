import type { Issue } from '@experiment-impressions/contract'
import { compareForms } from '../src/event/compare-forms.js'
import { caseName, toCorpusCase, toCurl, toJson } from '../src/event/copy-texts.js'
import { escapeLines, escapeText, middleCut, shortText } from '../src/event/escape-text.js'
import { countOf, formatShare } from '../src/event/format-number.js'
import { formatDuration, formatMoment, formatShift, formatTimeOfDay } from '../src/event/format-time.js'
import { inspectEvent } from '../src/event/inspection.js'
import { issueAddress, issueWords } from '../src/event/issue-words.js'
import { ownText } from '../src/event/own-path.js'
import { previewValue } from '../src/event/preview-value.js'
import { formatDistance, roadOf } from '../src/event/road.js'
import { summarize } from '../src/event/summarize.js'
import { userPropertyOf } from '../src/event/user-property.js'
import { effectSentence, verdictOf } from '../src/event/verdict.js'
import { impression, recordOf, startOfTime } from './helpers/entries.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })

describe(compareForms, () => {
  const rows = (event: unknown) => {
    const inspection = inspectEvent(event)
    return inspection === undefined
      ? []
      : compareForms(inspection).map(({ pre, post, kind, note }) =>
          [pre.name, kind, post?.name, note].filter((part) => part !== undefined).join(' | '),
        )
  }

  it('joins what has moved and keeps what passes through', () => {
    expect(
      rows({ ...shown, properties: { ...shown.properties, experiment_key: 'exp', metadata: {} } }),
    ).toEqual([
      'event | moved | event_type',
      'properties.flag_key | moved | [Experiment] Flag Key',
      'properties.variant | moved | [Experiment] Variant',
      'properties.experiment_key | moved | [Experiment] Experiment Key',
      'properties.time | moved | time | no clock skew',
      'messageId | moved | insert_id',
      'userId | moved | user_id',
      'anonymousId | moved | device_id',
      'properties.metadata | same | metadata',
    ])
  })

  it('says what is left, and why', () => {
    const properties = { flag_key: 'hero', time: 5, '[Experiment] Flag Key': 'other' }
    const event = { ...shown, properties, userId: 'u', context: { device: { id: 'device-9' } } }
    expect(rows({ ...event, originalTimestamp: undefined, messageId: undefined })).toEqual([
      'event | moved | event_type',
      'properties.flag_key | moved | [Experiment] Flag Key',
      'properties.variant | left | no variant: out of the experiment',
      'properties.time | left | not usable as a time',
      'timestamp | moved | time | Segment’s time of the call',
      'userId | left',
      'context.device.id | moved | device_id',
      'anonymousId | left | context.device.id is used instead',
      'properties.[Experiment] Flag Key | left',
    ])
  })

  it('says of a moment what is known of its skew', () => {
    const time = (event: object) => rows({ ...shown, ...event }).find((row) => row.includes('time |'))
    expect(time({ originalTimestamp: new Date(startOfTime - 90_000).toISOString() })).toContain(
      'skew corrected by +90 s',
    )
    expect(time({ originalTimestamp: undefined })).toContain('clock skew unknown')
    expect(rows({ ...shown, timestamp: undefined, properties: { flag_key: 'hero' } })).toContain(
      'timestamp | left | Amplitude takes the arrival',
    )
  })

  it('says once that nothing is sent', () => {
    expect(
      rows({ ...shown, properties: { time: 5 } }).filter((row) => row.includes('nothing is sent')),
    ).toHaveLength(1)
    expect(rows({ ...shown, properties: 7 })).toEqual([
      'event | left | nothing is sent',
      'properties.flag_key | left | ',
      'properties.variant | left | ',
      'messageId | left | ',
      'userId | left | ',
      'anonymousId | left | ',
    ])
  })

  it('leaves other events alone', () => {
    expect(inspectEvent({ type: 'page' })).toBeUndefined()
  })
})

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

  it('has a sentence for every effect', () => {
    expect(
      (['set', 'unset', 'none', 'not sent'] as const).map((effect) => effectSentence(effect).length > 10),
    ).toEqual([true, true, true, true])
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
  it('shows what is invisible', () => {
    expect(escapeText('a\u202Eb\u0000\ud800')).toBe(String.raw`a\u202eb\u0000\ud800`)
    expect(escapeText('שלום 🎉 é')).toBe('שלום 🎉 é')
    expect(escapeLines('a\n\tb')).toBe('a\n\\u0009b')
  })

  it('is cut at the end, or in the middle', () => {
    expect(shortText('abcdef', 3)).toBe('abc…')
    expect(middleCut('abcdefghij', 5)).toBe('ab…ij')
    expect(middleCut('abc', 5)).toBe('abc')
  })

  it.each([
    ['text', 'text'],
    ['true', '"true"'],
    ['', '""'],
    [7, '7'],
    [null, 'null'],
    [undefined, 'absent'],
    [[1, 'a', [true]], '[1, "a", [true]]'],
    [{ a: { b: null } }, '{a: {b: null}}'],
    ['x'.repeat(50), `${'x'.repeat(30)}…`],
    [{ list: Array.from({ length: 100 }, () => 1) }, '{list: [1, 1, 1, 1, 1, 1, 1, 1…'],
    [[[[[[[[[[1]]]]]]]]], '[[[[[[[[[…]]]]]]]]]'],
    [Object.create({ inherited: 1 }), '{}'],
  ])('previews %j as %s', (value, preview) => {
    expect(previewValue(value, 30)).toBe(preview)
  })

  it('takes numbers for text where an id is meant', () => {
    expect([ownText({ a: 5 }, ['a']), ownText({ a: {} }, ['a']), ownText({ a: '' }, ['a'])]).toEqual([
      '5',
      undefined,
      undefined,
    ])
  })

  it('says counts, shares and times', () => {
    expect([countOf(1, 'event'), countOf(1200, 'event')]).toEqual(['1 event', '1,200 events'])
    expect([formatShare(0), formatShare(0.0001), formatShare(0.1234)]).toEqual([
      '0\u00a0%',
      'under 0.1\u00a0%',
      '12.3\u00a0%',
    ])
    expect([formatMoment(startOfTime), formatTimeOfDay(startOfTime)]).toEqual([
      '2026-11-23 10:00:00.000 UTC',
      '10:00:00.000',
    ])
    expect([formatMoment(1e30), formatTimeOfDay(NaN)]).toEqual([undefined, undefined])
    expect([formatShift(-90_000), formatShift(340), formatDuration(1500)]).toEqual([
      '−90 s',
      '+340 ms',
      '1.5 s',
    ])
  })
})

describe(userPropertyOf, () => {
  it('is what the event sets or unsets', () => {
    const of = (event: unknown) => {
      const { post } = recordOf(event)
      return post === null ? 'not sent' : userPropertyOf(post)
    }
    expect(of(shown)).toEqual({ operation: 'set', name: '[Experiment] hero', variant: 'treatment' })
    expect(of(impression({ id: '1', user: 'user-1' }))).toEqual({
      operation: 'unset',
      name: '[Experiment] hero',
    })
    expect(
      userPropertyOf({ event_type: '$identify', user_id: 'u', user_properties: { $unset: {} } }),
    ).toBeUndefined()
  })
})
