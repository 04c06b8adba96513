import {
  createIssue,
  describeIssue,
  describeIssues,
  formatIssue,
  issueSeverity,
  type Issue,
  type IssueCode,
} from '../src/index.js'
import { formatPath } from '../src/issues/format-issue.js'

const asText = { received: 'number', sent: 'as text' } as const
const notAtAll = { received: 'object', sent: 'not at all' } as const

const everyIssue: readonly Issue[] = [
  createIssue('EVENT_UNREADABLE', [], {}),
  createIssue('NOT_EXPERIMENT_EVENT', ['type'], { received: 'undefined' }),
  createIssue('EVENT_NAME_MISSING', ['event'], {}),
  createIssue('EVENT_NAME_MISSPELLED', ['event'], { meant: '$impression' }),
  createIssue('EVENT_NAME_TRANSFORMED', ['event'], { meant: '$exposure' }),
  createIssue('EVENT_TYPE_WRONG', ['type'], { received: 'undefined' }),
  createIssue('EVENT_OF_OTHER_TOOL', ['event'], {}),
  createIssue('PROPERTIES_BARE', [], {}),
  createIssue('INTEGRATIONS_OFF', ['integrations', 'All'], {}),
  createIssue('TRACK_EXPOSURE_OFF', ['properties', 'metadata', 'trackExposure'], {}),
  createIssue('MUTUAL_EXCLUSION_GROUP', ['properties', 'metadata', 'flagType'], {}),
  createIssue('FLAG_KEY_MISSING', ['properties', 'flag_key'], { received: 'null' }),
  createIssue('FLAG_KEY_MISSING', ['properties', 'flag_key'], { received: 'string' }),
  createIssue('FLAG_KEY_MISNAMED', ['properties', 'flagKey'], { wanted: 'flag_key' }),
  createIssue('FLAG_KEY_MISNAMED', ['experiment_name'], { wanted: 'experiment_name' }),
  createIssue('FLAG_KEY_NOT_STRING', ['properties', 'flag_key'], asText),
  createIssue('FLAG_KEY_UNSAFE_NUMBER', ['properties', 'flag_key'], {}),
  createIssue('FLAG_KEY_TOO_LONG', ['properties', 'flag_key'], { length: 1100, limit: 1024 }),
  createIssue('VARIANT_NOT_STRING', ['properties', 'variant'], notAtAll),
  createIssue('VARIANT_UNSAFE_NUMBER', ['properties', 'variant'], {}),
  createIssue('VARIANT_MISNAMED', ['properties', '[Experiment] Variant'], { wanted: 'variant' }),
  createIssue('VARIANT_OFF', ['properties', 'variant'], {}),
  createIssue('EXPERIMENT_KEY_NOT_STRING', ['properties', 'experiment_key'], {
    received: 'array',
    sent: 'not at all',
  }),
  createIssue('EXPERIMENT_KEY_UNSAFE_NUMBER', ['properties', 'experiment_key'], {}),
  createIssue('ID_MISSING', [], {}),
  createIssue('ID_NOT_STRING', ['userId'], asText),
  createIssue('ID_UNSAFE_NUMBER', ['userId'], {}),
  createIssue('ID_BLANK', ['context', 'device', 'id'], {}),
  createIssue('ID_TOO_SHORT', ['userId'], { length: 1, limit: 5 }),
  createIssue('ID_REFUSED', ['anonymousId'], {}),
  createIssue('INSERT_ID_MISSING', ['messageId'], {}),
  createIssue('INSERT_ID_NOT_STRING', ['messageId'], notAtAll),
  createIssue('INSERT_ID_UNSAFE_NUMBER', ['messageId'], {}),
  createIssue('TIME_MISSING', ['properties', 'time'], {}),
  createIssue('TIME_NOT_MS', ['properties', 'time'], { received: 'string' }),
  createIssue('TIME_NOT_MS', ['properties', 'time'], { received: 'string', seems: 'milliseconds' }),
  createIssue('TIME_IMPLAUSIBLE', ['properties', 'time'], { reason: 'before 2010' }),
  createIssue('TIME_IMPLAUSIBLE', ['properties', 'time'], { reason: 'before 2010', seems: 'seconds' }),
  createIssue('TIME_IMPLAUSIBLE', ['properties', 'time'], { reason: 'in the future' }),
  createIssue('TIMESTAMP_MISSING', ['timestamp'], {}),
  createIssue('TIMESTAMP_INVALID', ['originalTimestamp'], { received: 'string' }),
  createIssue('TIMESTAMP_INVALID', ['timestamp'], { received: 'number', seems: 'nanoseconds' }),
  createIssue('TIMESTAMP_IMPLAUSIBLE', ['timestamp'], { reason: 'in the future' }),
  createIssue('TIMESTAMP_IMPLAUSIBLE', ['timestamp'], { reason: 'before 2010', seems: 'zero' }),
  createIssue('TIMESTAMP_IMPLAUSIBLE', ['timestamp'], { reason: 'after 2100', seems: 'Buddhist calendar' }),
  createIssue('TIMESTAMP_IMPLAUSIBLE', ['originalTimestamp'], {
    reason: 'after 2100',
    seems: 'microseconds',
  }),
  createIssue('TIMESTAMP_SKEWED', ['originalTimestamp'], { skewMs: 12 * 86_400_000 + 1000 }),
  createIssue('TIMESTAMP_SKEWED', ['originalTimestamp'], { skewMs: -86_400_000 }),
  createIssue('TEXT_PADDED', ['properties', 'variant'], {}),
  createIssue('TEXT_INVISIBLE', ['properties', 'variant'], {}),
  createIssue('TEXT_PLACEHOLDER', ['properties', 'variant'], {}),
  createIssue('STRING_TOO_LONG', ['properties', 'note'], { length: 1025, limit: 1024 }),
  createIssue('NESTING_TOO_DEEP', ['properties', 'deep', 3, 'x y'], { limit: 40 }),
  createIssue('PROPERTIES_TOO_MANY', ['properties', 'list', 0], { limit: 20000 }),
  createIssue('PROPERTY_NAME_UNSAFE', ['properties', '__proto__'], {}),
  createIssue('MORE_ISSUES', [], { count: 1 }),
  createIssue('MORE_ISSUES', [], { count: 4900 }),
  createIssue('USER_PROPERTIES_IGNORED', ['properties', 'user_properties'], {}),
]

describe(formatIssue, () => {
  it('has words for every code', () => {
    const codes = new Set<IssueCode>(everyIssue.map(({ code }) => code))
    expect([...codes].sort()).toStrictEqual(Object.keys(issueSeverity).sort())
  })

  it('returns place, reason and next step', () => {
    expect(everyIssue.map((issue) => `${issue.severity} ${issue.code} ${formatIssue(issue)}`))
      .toMatchInlineSnapshot(`
      [
        "error EVENT_UNREADABLE the event: The event can’t be read: one of its values threw an error. Pass the event as plain JSON. JSON.parse(JSON.stringify(event)) shows what fails.",
        "suggestion NOT_EXPERIMENT_EVENT type: This isn’t a track event named $impression or $exposure (found: nothing), so it’s ignored. Nothing to do. If it’s meant to be one, check its type and name.",
        "error EVENT_NAME_MISSING event: The event has a flag key but no name, so it’s ignored. Name it “$impression” or “$exposure”. In a shell, use single quotes: in double ones, $impression becomes nothing.",
        "error EVENT_NAME_MISSPELLED event: The event’s name isn’t exactly “$impression”, so it’s ignored. Did you mean “$impression”? Correct the name where the event is created (the source plugin or your own track call).",
        "error EVENT_NAME_TRANSFORMED event: The event already has Amplitude’s name, so it’s ignored and sets no user property. Send it as “$exposure”. The destination renames it.",
        "error EVENT_TYPE_WRONG type: The event’s type isn’t “track” (found: nothing), so it’s ignored. Use analytics.track, or set its type to “track”.",
        "suggestion EVENT_OF_OTHER_TOOL event: The event is about another tool’s experiment, so it’s ignored. If it should count, add a subscription that maps “Flag Key” and “Variant” to its properties.",
        "error PROPERTIES_BARE the event: These are the properties of an experiment event, without the event. Wrap them: { "type": "track", "event": "$impression", "userId": …, "properties": { … } }.",
        "suggestion INTEGRATIONS_OFF integrations.All: The event’s integrations turn this destination off, so Segment doesn’t deliver it here. If it should arrive, set integrations["Amplitude-Experiment"] to true where the event is created, or remove All: false.",
        "suggestion TRACK_EXPOSURE_OFF properties.metadata.trackExposure: The variant’s metadata says trackExposure: false, so nothing is sent. Nothing to do. If it should count, remove that metadata from the variant in Amplitude.",
        "suggestion MUTUAL_EXCLUSION_GROUP properties.metadata.flagType: The flag is a mutual-exclusion group, which has no experiment user property to set or unset. Nothing to do.",
        "error FLAG_KEY_MISSING properties.flag_key: The flag key is missing (found: null), so Amplitude can’t tell which experiment the visitor saw. Send the flag’s key as properties.flag_key where the event is created (the source plugin or your own track call).",
        "error FLAG_KEY_MISSING properties.flag_key: The flag key is missing (found: an empty or blank string), so Amplitude can’t tell which experiment the visitor saw. Send the flag’s key as properties.flag_key where the event is created (the source plugin or your own track call).",
        "error FLAG_KEY_MISNAMED properties.flagKey: The event has no “flag_key”, but its property “flagKey” looks like one. Without it, Amplitude can’t tell which experiment the visitor saw. Did you mean “flag_key”? Send the flag’s key as properties.flag_key where the event is created (the source plugin or your own track call).",
        "error FLAG_KEY_MISNAMED experiment_name: The event has “experiment_name” beside its properties, not in them, so Amplitude can’t tell which experiment the visitor saw. Send it as properties.experiment_name.",
        "warning FLAG_KEY_NOT_STRING properties.flag_key: The flag key is a number, not a string, so it’s sent as text. Send it as a string where the event is created (the source plugin or your own track call).",
        "error FLAG_KEY_UNSAFE_NUMBER properties.flag_key: The flag key is a number too large to keep all its digits, or one that prints with an exponent, so the event isn’t sent. Send it as a string where the event is created (the source plugin or your own track call).",
        "error FLAG_KEY_TOO_LONG properties.flag_key: The name of this flag’s user property would have 1100 characters. Amplitude truncates names to 1024, which makes it another flag’s property. Use a shorter flag key.",
        "error VARIANT_NOT_STRING properties.variant: The variant is an object, not a string, so the event can’t be sent. Send it as a string where the event is created (the source plugin or your own track call).",
        "error VARIANT_UNSAFE_NUMBER properties.variant: The variant is a number too large to keep all its digits, or one that prints with an exponent, so the event isn’t sent. Send it as a string where the event is created (the source plugin or your own track call).",
        "error VARIANT_MISNAMED properties["[Experiment] Variant"]: The event has no “variant”, but its property “[Experiment] Variant” looks like one. The event isn’t sent, because without a variant it would take the person out of the experiment. Did you mean “variant”? Send the variant’s key as properties.variant. If the visitor isn’t in the experiment, leave out both.",
        "warning VARIANT_OFF properties.variant: The variant is “off”, which Amplitude reserves for people who aren’t in the experiment. It’s recorded as a variant anyway. Rename the variant. If the visitor isn’t in the experiment, leave out properties.variant.",
        "error EXPERIMENT_KEY_NOT_STRING properties.experiment_key: The experiment key is an array, not a string, so the event can’t be sent. Send it as a string where the event is created (the source plugin or your own track call).",
        "error EXPERIMENT_KEY_UNSAFE_NUMBER properties.experiment_key: The experiment key is a number too large to keep all its digits, or one that prints with an exponent, so the event isn’t sent. Send it as a string where the event is created (the source plugin or your own track call).",
        "error ID_MISSING the event: The event has no usable id, so Amplitude can’t tell who saw the variant. Send a userId or anonymousId that Amplitude accepts, the same as on the visitor’s conversion events.",
        "warning ID_NOT_STRING userId: The id is a number, not a string, so it’s sent as text. Send it as a string where the event is created (the source plugin or your own track call).",
        "warning ID_UNSAFE_NUMBER userId: The id is a number too large to keep all its digits, or one that prints with an exponent, so it’s left off: two people could end up with the same id. Send it as a string where the event is created (the source plugin or your own track call).",
        "warning ID_BLANK context.device.id: The id is blank, so it’s left off. If there’s no id, leave the field out.",
        "warning ID_TOO_SHORT userId: The id has 1 character. Amplitude rejects ids under 5 characters, so it’s left off. Use longer ids, the same as on the visitor’s conversion events.",
        "warning ID_REFUSED anonymousId: The id is one that Amplitude always rejects, such as “anonymous” or “null”, so it’s left off. If there’s no id, leave the field out.",
        "warning INSERT_ID_MISSING messageId: There’s no messageId, so Amplitude can’t tell a repeated delivery from a second impression. Keep Segment’s messageId: analytics.js and Segment’s API add one to every event.",
        "error INSERT_ID_NOT_STRING messageId: The messageId is an object, not a string, so the event can’t be sent. Send it as a string where the event is created (the source plugin or your own track call).",
        "warning INSERT_ID_UNSAFE_NUMBER messageId: The messageId is a number too large to keep all its digits, or one that prints with an exponent, so it’s left off: two events could end up with the same id. Send it as a string where the event is created (the source plugin or your own track call).",
        "suggestion TIME_MISSING properties.time: The time when the variant was shown is missing, so Segment’s timestamp is used. That’s when the call was made, which may be later. Send properties.time as epoch milliseconds. The Web Experiment script has done so since November 2025.",
        "warning TIME_NOT_MS properties.time: The time when the variant was shown isn’t a whole number of milliseconds (found: a string), so Segment’s timestamp is used. Send properties.time as epoch milliseconds, like Date.now().",
        "warning TIME_NOT_MS properties.time: The time when the variant was shown isn’t a whole number of milliseconds (found: a string that looks like milliseconds), so Segment’s timestamp is used. Send properties.time as epoch milliseconds, like Date.now().",
        "warning TIME_IMPLAUSIBLE properties.time: The time when the variant was shown is before 2010, so it isn’t used. Send properties.time as epoch milliseconds, like Date.now(). A visitor’s wrong clock is corrected automatically.",
        "warning TIME_IMPLAUSIBLE properties.time: The time when the variant was shown is before 2010 and looks like seconds, so it isn’t used. Send properties.time as epoch milliseconds, like Date.now(), not seconds. A visitor’s wrong clock is corrected automatically.",
        "warning TIME_IMPLAUSIBLE properties.time: The time when the variant was shown is more than a day after Segment’s timestamp, so it isn’t used. Send properties.time as epoch milliseconds, like Date.now(). A visitor’s wrong clock is corrected automatically.",
        "warning TIMESTAMP_MISSING timestamp: Neither properties.time nor timestamp is usable, so Amplitude records the time of arrival. Keep Segment’s timestamp: Segment adds it to every event.",
        "warning TIMESTAMP_INVALID originalTimestamp: The timestamp isn’t ISO 8601 with a time zone (found: a string), so it isn’t used. Send it like 2026-11-23T04:02:28.956Z.",
        "warning TIMESTAMP_INVALID timestamp: The timestamp isn’t ISO 8601 with a time zone (found: a number that looks like nanoseconds), so it isn’t used. Send it like 2026-11-23T04:02:28.956Z.",
        "warning TIMESTAMP_IMPLAUSIBLE timestamp: The timestamp is more than a day after Segment received the event, so it isn’t used. Send it like 2026-11-23T04:02:28.956Z, or leave it to Segment.",
        "warning TIMESTAMP_IMPLAUSIBLE timestamp: The timestamp is before 2010 and looks like a date that was never set, so it isn’t used. Send it like 2026-11-23T04:02:28.956Z, or leave it to Segment.",
        "warning TIMESTAMP_IMPLAUSIBLE timestamp: The timestamp is after 2100 and looks like a year of the Buddhist calendar, which is 543 years ahead, so it isn’t used. Send it like 2026-11-23T04:02:28.956Z, or leave it to Segment.",
        "warning TIMESTAMP_IMPLAUSIBLE originalTimestamp: The timestamp is after 2100 and looks like microseconds, so it isn’t used. Send it like 2026-11-23T04:02:28.956Z, not microseconds, or leave it to Segment.",
        "suggestion TIMESTAMP_SKEWED originalTimestamp: The timestamp is 12 days after originalTimestamp. That looks like a wrong clock on the visitor’s device, so the event’s time is corrected by the difference. If clocks aren’t that wrong, look for a custom timestamp, or for a client that sends an old sentAt when it retries.",
        "suggestion TIMESTAMP_SKEWED originalTimestamp: The timestamp is 1 day before originalTimestamp. That looks like a wrong clock on the visitor’s device, so the event’s time is corrected by the difference. If clocks aren’t that wrong, look for a custom timestamp, or for a client that sends an old sentAt when it retries.",
        "warning TEXT_PADDED properties.variant: The text starts or ends with blanks, so it doesn’t match the same text without them. Trim it where the event is created.",
        "warning TEXT_INVISIBLE properties.variant: The text contains invisible characters, such as a zero-width or no-break space, so it isn’t the text that people see. Remove them where the event is created. They often come from copying and pasting.",
        "warning TEXT_PLACEHOLDER properties.variant: The text is what programs print for a missing value, such as “null” or “undefined”. If there’s no value, leave the field out.",
        "warning STRING_TOO_LONG properties.note: The text has 1025 characters. Amplitude truncates it to 1024. Shorten it if the end matters.",
        "warning NESTING_TOO_DEEP properties.deep[3]["x y"]: The value is nested more than 40 layers deep, which Amplitude doesn’t accept, so it’s left off. Flatten the property.",
        "warning PROPERTIES_TOO_MANY properties.list[0]: The event has more than 20000 values. The rest are left off. Send fewer properties.",
        "warning PROPERTY_NAME_UNSAFE properties.__proto__: The property is named __proto__, which many programs treat specially, so it’s left off. Rename it.",
        "warning MORE_ISSUES the event: This event has 1 more issue that isn’t listed. Fix the listed ones, then check again.",
        "warning MORE_ISSUES the event: This event has 4900 more issues that aren’t listed. Fix the listed ones, then check again.",
        "warning USER_PROPERTIES_IGNORED properties.user_properties: An impression sets only its experiment’s user property, so user_properties stays an event property. Send traits with an identify call.",
      ]
    `)
  })
})

describe(describeIssue, () => {
  it('escapes invisible characters in a name', () => {
    const issue = createIssue('VARIANT_MISNAMED', ['properties', 'variant\u3164'], { wanted: 'variant' })
    expect(describeIssue(issue).reason).toContain(String.raw`“variant\u3164”`)
  })

  it.each(everyIssue)('returns whole sentences for $code', (issue) => {
    const { reason, nextStep } = describeIssue(issue)
    expect(reason).toMatch(/^[A-Z].*\.$/)
    expect(nextStep).toMatch(/^[A-Z].*\.$/)
  })
})

describe(describeIssues, () => {
  it('returns one text, errors first', () => {
    const warning = createIssue('ID_BLANK', ['userId'], {})
    const error = createIssue('ID_MISSING', [], {})
    expect(describeIssues([warning, error])).toBe(`${formatIssue(error)} ${formatIssue(warning)}`)
    expect(describeIssues([])).toBe('')
  })
})

describe(formatPath, () => {
  it.each([
    [[], 'the event'],
    [['properties', 'flag_key'], 'properties.flag_key'],
    [['properties', 'a b', 0, '$c'], 'properties["a b"][0].$c'],
    [['0'], '["0"]'],
    [['properties', 'hero\u3164'], String.raw`properties["hero\u3164"]`],
    [['properties', '\u{E0001}'], String.raw`properties["\udb40\udc01"]`],
    [['k'.repeat(201)], `${'k'.repeat(133)}…${'k'.repeat(66)}`],
  ])('writes %j as %s', (path, expected) => {
    expect(formatPath(path)).toBe(expected)
  })
})
