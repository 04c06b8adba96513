import fc from 'fast-check'
import { amplitudeLimits, createIssue, escapeText } from '@experiment-impressions/contract'
import {
  addedFields,
  compareForms,
  escapeLines,
  formatDuration,
  formatMoment,
  formatShift,
  formatTimeOfDay,
  inspectEvent,
  isTransformedAtIngestion,
  issueReason,
  previewValue,
  scanJson,
  skipSpace,
  transformAtIngestion,
  userPropertyOf,
  worstFirst,
  type Inspection,
} from '../src/index.js'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import { corpus } from '../../contract/test/helpers/corpus.js'

const startOfTime = Date.UTC(2026, 10, 23, 10)
const shown = {
  type: 'track',
  event: '$impression',
  messageId: 'message-1',
  userId: 'user-1',
  anonymousId: 'device-1',
  originalTimestamp: new Date(startOfTime).toISOString(),
  timestamp: new Date(startOfTime).toISOString(),
  properties: { flag_key: 'hero', variant: 'treatment', time: startOfTime },
}

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

  it('has a row for what a mapping took from elsewhere', () => {
    const { userId: _, ...event } = shown
    const inspection = inspectEvent(event)
    const post = { ...inspection?.post, user_id: 'account-1' }
    expect(
      compareForms({ ...inspection, post } as Inspection).find(({ pre }) => pre.name === 'userId'),
    ).toEqual({
      pre: { name: 'userId', value: undefined },
      post: { name: 'user_id', value: 'account-1' },
      kind: 'moved',
    })
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
    expect(time({ originalTimestamp: '0001-01-01T00:00:00Z' })).toContain('clock skew unknown')
    const beyondAnyDate = {
      ...inspectEvent(shown),
      post: { event_type: '[Experiment] Impression', time: 9e15 },
    }
    expect(
      compareForms(beyondAnyDate as Inspection).find(({ pre }) => pre.name.endsWith('time')),
    ).toMatchObject({
      post: { name: 'time', value: 9e15 },
    })
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

  it.each([' ', 2 ** 60])('says that a device id in the context is no id (%p)', (id) => {
    const found = rows({ ...shown, context: { device: { id } } })
    expect(found).toContain('context.device.id | left | not usable as an id')
    expect(found).toContain('anonymousId | moved | device_id')
  })

  it('leaves other events alone', () => {
    expect(inspectEvent({ type: 'page' })).toBeUndefined()
  })
})

describe(addedFields, () => {
  it('is what the transform does not make', () => {
    const post = inspectEvent(shown)?.post ?? {}
    expect(addedFields(post)).toEqual([])
    expect(addedFields({ ...post, os_name: 'iOS', partner_id: 'p' })).toEqual([
      { name: 'os_name', value: 'iOS' },
      { name: 'partner_id', value: 'p' },
    ])
  })
})

describe(inspectEvent, () => {
  it.each([
    ['All', { All: false }],
    ['Amplitude-Experiment', { 'Amplitude-Experiment': false }],
  ])('says that %s keeps Segment from delivering the event here', (key, integrations) => {
    expect(inspectEvent({ ...shown, integrations })).toMatchObject({
      post: undefined,
      issues: [{ code: 'INTEGRATIONS_OFF', severity: 'suggestion', path: ['integrations', key] }],
    })
  })
})

describe(userPropertyOf, () => {
  it('is what the event sets or unsets', () => {
    const of = (event: object) => {
      const post = inspectEvent({ ...shown, ...event })?.post
      return post === undefined ? 'not sent' : userPropertyOf(post)
    }
    expect(of({})).toEqual({ operation: 'set', name: '[Experiment] hero', variant: 'treatment' })
    expect(of({ properties: { flag_key: 'hero' } })).toEqual({
      operation: 'unset',
      name: '[Experiment] hero',
    })
    expect(
      of({ properties: { flag_key: 'hero', metadata_flagType: 'mutual-exclusion-group' } }),
    ).toBeUndefined()
    expect(
      userPropertyOf({ event_type: '$identify', user_id: 'u', user_properties: { $unset: {} } }),
    ).toBeUndefined()
  })
})

describe(worstFirst, () => {
  it('puts errors before warnings, and those before suggestions', () => {
    const issues =
      inspectEvent({ ...shown, userId: 'u', anonymousId: 'a', properties: { flag_key: 'hero' } })?.issues ??
      []
    expect(issues.map(({ severity }) => severity)).toEqual(['suggestion', 'warning', 'warning', 'error'])
    expect(worstFirst(issues).map(({ code }) => code)).toEqual([
      'ID_MISSING',
      'ID_TOO_SHORT',
      'ID_TOO_SHORT',
      'TIME_MISSING',
    ])
  })
})

describe(ownPath, () => {
  it('sees own properties alone', () => {
    expect(ownPath({ a: { b: 1 } }, ['a', 'b'])).toBe(1)
    expect([ownPath({}, ['toString']), ownPath('text', ['length']), ownPath(null, ['a'])]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([undefined, null, '', 0, false].map(isGiven)).toEqual([false, false, false, true, true])
  })
})

describe('text for the eye', () => {
  it('shows what is invisible', () => {
    expect(escapeText('a\u202Eb\u0000\ud800')).toBe(String.raw`a\u202eb\u0000\ud800`)
    expect(escapeText('שלום 🎉 é')).toBe('שלום 🎉 é')
    expect(escapeLines('a\n\tb')).toBe('a\n\\u0009b')
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
    [{ list: Array.from({ length: 100 }, () => 1) }, '{list: [1, 1, 1, 1, 1, 1, 1, 1, …]}'],
    [[[[[[[[[[1]]]]]]]]], '[[[[[[[[[…]]]]]]]]]'],
    [[[[[[[[[{ a: 1 }]]]]]]]], '[[[[[[[[{…}]]]]]]]]'],
    [Object.create({ inherited: 1 }), '{}'],
  ])('previews %j as %s', (value, preview) => {
    expect(previewValue(value, 30)).toBe(preview)
  })

  it('looks at no more of a value than it shows', () => {
    const hostile = Array.from({ length: 1e6 }, () => 'x'.repeat(1000))
    expect(previewValue(hostile, 30).length).toBeLessThan(amplitudeLimits.stringCharacters)
    const longNames = { ['k'.repeat(1e6)]: 'x'.repeat(1e6) }
    expect(previewValue(longNames, 30).length).toBeLessThan(100)
    expect(previewValue([[longNames]], 30).length).toBeLessThan(100)
  })

  it('says times', () => {
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
    expect([120_000, 56_958_574, 7_200_000, 86_400_000 * 400 + 1].map(formatDuration)).toEqual([
      '2 min',
      '15 h 49 min',
      '2 h',
      '400 d',
    ])
  })
})

describe(scanJson, () => {
  it('finds the end of any JSON value, whatever follows', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', ' ', '\n{', ',', ' x'), fc.nat(3), (json, tail, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        // A number could go on in what follows.
        expect(scanJson(text + tail, 0)).toEqual({ ok: true, end: text.length })
      }),
    )
  })

  it('accepts exactly what JSON.parse accepts', () => {
    const isJson = (text: string): boolean => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    const almostJson = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '\\', ',', '}', ']', ':', '-', '0', 'e', '\u0001'))
      .map(([json, at, piece]) => {
        const place = at % (json.length + 1)
        return json.slice(0, place) + piece + json.slice(place + 1)
      })
    fc.assert(
      fc.property(fc.oneof(almostJson, fc.string()), (text) => {
        const scan = scanJson(text, skipSpace(text, 0))
        const isWhole = scan.ok && skipSpace(text, scan.end) === text.length
        expect({ text, isWhole }).toEqual({ text, isWhole: isJson(text) })
      }),
      { numRuns: 2000 },
    )
  })

  it('is as deep as any text', () => {
    const depth = 1e5
    expect(scanJson('['.repeat(depth) + ']'.repeat(depth), 0)).toEqual({ ok: true, end: 2 * depth })
    expect(scanJson('['.repeat(depth), 0)).toEqual({
      ok: false,
      at: depth,
      expected: 'a JSON value, and the text ends',
    })
  })
})

describe('every case of the corpus', () => {
  it.each(corpus)('$name has its two forms beside each other', ({ event, expected }) => {
    const inspection = inspectEvent(event)
    if (inspection === undefined) {
      expect(expected).toMatchObject({ kind: 'skip', issues: [{ code: 'NOT_EXPERIMENT_EVENT' }] })
      return
    }
    const rows = compareForms(inspection)
    expect(rows[0]?.pre.name).toBe('event')
    expect(rows.every(({ kind, post }) => (kind === 'left') === (post === undefined))).toBe(true)
  })
})

describe(issueReason, () => {
  it.each([
    [createIssue('FLAG_KEY_MISSING', [], { received: 'null' }), 'the flag key is missing'],
    [createIssue('ID_MISSING', [], {}), 'the event has no usable id'],
    [createIssue('INTEGRATIONS_OFF', [], {}), 'the event’s integrations turn this destination off'],
    [
      createIssue('VARIANT_MISNAMED', ['properties', 'variant_id'], {}),
      'the event has no “variant”, but its property “variant_id” looks like one',
    ],
  ])('of $code ends a sentence', (issue, reason) => {
    expect(issueReason(issue)).toBe(reason)
  })
})

describe(transformAtIngestion, () => {
  const raw = {
    event_type: '$exposure',
    user_id: 'u',
    insert_id: 'message-1',
    os_name: 'iOS',
    event_properties: { flag_key: 'hero', variant: 'b', note: 'x' },
  }

  it('transforms a raw event and keeps what else it has', () => {
    expect(isTransformedAtIngestion(raw)).toBe(true)
    expect(transformAtIngestion(raw)).toEqual({
      ...raw,
      event_type: '[Experiment] Exposure',
      event_properties: { '[Experiment] Flag Key': 'hero', '[Experiment] Variant': 'b', note: 'x' },
      user_properties: { $set: { '[Experiment] hero': 'b' } },
    })
  })

  it.each([
    ['transformed before', { ...raw, event_type: '[Experiment] Exposure' }],
    ['no use', { ...raw, event_properties: {} }],
  ])('leaves an event as it is that is %s', (_, event) => {
    expect(transformAtIngestion(event)).toBe(event)
  })
})
