import { describeIssue, formatIssue, issueSeverity, type Issue, type IssueCode } from '../src/index.js'
import { createIssue } from '../src/issues/issues.js'
import { formatPath } from '../src/issues/format-issue.js'

const asText = { received: 'number', sent: 'as text' } as const
const notAtAll = { received: 'object', sent: 'not at all' } as const

const everyIssue: readonly Issue[] = [
  createIssue('EVENT_UNREADABLE', [], {}),
  createIssue('NOT_EXPERIMENT_EVENT', ['type'], { received: 'undefined' }),
  createIssue('INTEGRATIONS_OFF', ['integrations', 'All'], {}),
  createIssue('TRACK_EXPOSURE_OFF', ['properties', 'metadata', 'trackExposure'], {}),
  createIssue('MUTUAL_EXCLUSION_GROUP', ['properties', 'metadata', 'flagType'], {}),
  createIssue('FLAG_KEY_MISSING', ['properties', 'flag_key'], { received: 'null' }),
  createIssue('FLAG_KEY_MISSING', ['properties', 'flag_key'], { received: 'string' }),
  createIssue('FLAG_KEY_NOT_STRING', ['properties', 'flag_key'], asText),
  createIssue('FLAG_KEY_UNSAFE_NUMBER', ['properties', 'flag_key'], {}),
  createIssue('FLAG_KEY_TOO_LONG', ['properties', 'flag_key'], { length: 1100, limit: 1024 }),
  createIssue('VARIANT_NOT_STRING', ['properties', 'variant'], notAtAll),
  createIssue('VARIANT_UNSAFE_NUMBER', ['properties', 'variant'], {}),
  createIssue('VARIANT_MISNAMED', ['properties', '[Experiment] Variant'], {}),
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

  it('says place, reason and next step', () => {
    expect(everyIssue.map((issue) => `${issue.severity} ${issue.code} ${formatIssue(issue)}`))
      .toMatchInlineSnapshot(`
      [
        "error EVENT_UNREADABLE the event: The event cannot be read: reading one of its values threw an error. Pass the event as JSON carries it, for example through JSON.parse(JSON.stringify(event)).",
        "suggestion NOT_EXPERIMENT_EVENT type: This is not a track event named $impression or $exposure (found here: nothing), so it is left alone. Nothing to do, unless it was meant to be one: then check its type and its name.",
        "suggestion INTEGRATIONS_OFF integrations.All: The event’s integrations switch this destination off, so Segment doesn’t deliver it here. If it should arrive, set integrations["Amplitude-Experiment"] to true where the event is made, or leave All: false out.",
        "suggestion TRACK_EXPOSURE_OFF properties.metadata.trackExposure: The variant’s metadata says trackExposure: false, so nothing is sent. Nothing to do, unless it should count: then remove that metadata from the variant in Amplitude.",
        "suggestion MUTUAL_EXCLUSION_GROUP properties.metadata.flagType: The flag is a mutual-exclusion group, which has no experiment user property: none is set or unset. Nothing to do.",
        "error FLAG_KEY_MISSING properties.flag_key: The flag key is missing (found: null); without it Amplitude cannot tell which experiment was shown. Send the key of the flag as properties.flag_key where the event is made (the source plugin, or the site’s own track call).",
        "error FLAG_KEY_MISSING properties.flag_key: The flag key is missing (found: an empty or blank string); without it Amplitude cannot tell which experiment was shown. Send the key of the flag as properties.flag_key where the event is made (the source plugin, or the site’s own track call).",
        "warning FLAG_KEY_NOT_STRING properties.flag_key: The flag key is a number, not text; it is sent as its text. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "error FLAG_KEY_UNSAFE_NUMBER properties.flag_key: The flag key is a number too large to keep all its digits, or one that prints with an exponent, so the event isn’t sent. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "error FLAG_KEY_TOO_LONG properties.flag_key: The user property of this flag would be 1100 characters long; Amplitude cuts names at 1024 characters, which would be another flag’s property. Use a shorter flag key.",
        "error VARIANT_NOT_STRING properties.variant: The variant is an object, not text, so the event cannot be sent. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "error VARIANT_UNSAFE_NUMBER properties.variant: The variant is a number too large to keep all its digits, or one that prints with an exponent, so the event isn’t sent. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "error VARIANT_MISNAMED properties["[Experiment] Variant"]: The event has no “variant”, but its property “[Experiment] Variant” looks like one. The event isn’t sent, because without a variant it would take the person out of the experiment. Did you mean variant? Send the variant’s key as properties.variant. For a visitor who is out, leave both out.",
        "warning VARIANT_OFF properties.variant: The variant is “off”, which Amplitude reserves for people who are out of the experiment; it is recorded as a variant all the same. Rename the variant. For a visitor who is out, leave properties.variant out.",
        "error EXPERIMENT_KEY_NOT_STRING properties.experiment_key: The experiment key is an array, not text, so the event cannot be sent. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "error EXPERIMENT_KEY_UNSAFE_NUMBER properties.experiment_key: The experiment key is a number too large to keep all its digits, or one that prints with an exponent, so the event isn’t sent. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "error ID_MISSING the event: No usable id is left, so Amplitude would not know who saw the variant. Send a userId or an anonymousId that Amplitude accepts, the same as on the visitor’s conversion events.",
        "warning ID_NOT_STRING userId: The id is a number, not text; it is sent as its text. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "warning ID_UNSAFE_NUMBER userId: The id is a number too large to keep all its digits, or one that prints with an exponent, so it is left off: two people could share what is left of it. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "warning ID_BLANK context.device.id: The id is blank, so it is left off. Leave the id out if there isn’t one.",
        "warning ID_TOO_SHORT userId: The id has 1 character; Amplitude refuses ids under 5 characters, so it is left off. Use longer ids, the same as on the visitor’s conversion events.",
        "warning ID_REFUSED anonymousId: The id is one that Amplitude refuses from everybody, such as “anonymous” or “null”, so it is left off. Send no id where there is none, instead of a word that stands for it.",
        "warning INSERT_ID_MISSING messageId: There is no messageId, so Amplitude cannot tell a repeated delivery from a second impression. Let Segment’s messageId through: analytics.js and Segment’s API add one by themselves.",
        "error INSERT_ID_NOT_STRING messageId: The messageId is an object, not text, so the event cannot be sent. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "warning INSERT_ID_UNSAFE_NUMBER messageId: The messageId is a number too large to keep all its digits, or one that prints with an exponent, so it is left off: two events could share what is left of it. Send it as a string where the event is made (the source plugin, or the site’s own track call).",
        "suggestion TIME_MISSING properties.time: The moment at which the variant was shown is missing, so Segment’s timestamp stands in for it: when the call was made, which may be later. Send properties.time as epoch milliseconds; the Web Experiment script does so since November 2025.",
        "warning TIME_NOT_MS properties.time: The moment at which the variant was shown is not a whole number of milliseconds (found: a string), so Segment’s timestamp is used. Send properties.time as epoch milliseconds, as Date.now() gives them.",
        "warning TIME_NOT_MS properties.time: The moment at which the variant was shown is not a whole number of milliseconds (found: a string that looks like milliseconds), so Segment’s timestamp is used. Send properties.time as epoch milliseconds, as Date.now() gives them.",
        "warning TIME_IMPLAUSIBLE properties.time: The moment at which the variant was shown lies before 2010, so it isn’t used. Send properties.time as epoch milliseconds, as Date.now() gives them. A visitor’s wrong clock is corrected automatically.",
        "warning TIME_IMPLAUSIBLE properties.time: The moment at which the variant was shown lies before 2010 and looks like seconds, so it isn’t used. Send properties.time as epoch milliseconds, as Date.now() gives them, not seconds. A visitor’s wrong clock is corrected automatically.",
        "warning TIME_IMPLAUSIBLE properties.time: The moment at which the variant was shown lies more than a day after Segment’s timestamp, so it isn’t used. Send properties.time as epoch milliseconds, as Date.now() gives them. A visitor’s wrong clock is corrected automatically.",
        "warning TIMESTAMP_MISSING timestamp: Neither properties.time nor timestamp can be used, so Amplitude records the moment of arrival. Let Segment’s timestamp through: Segment adds it to every event.",
        "warning TIMESTAMP_INVALID originalTimestamp: The timestamp is not ISO 8601 with a time zone (found: a string), so it isn’t used. Send it like 2026-11-23T04:02:28.956Z.",
        "warning TIMESTAMP_INVALID timestamp: The timestamp is not ISO 8601 with a time zone (found: a number that looks like nanoseconds), so it isn’t used. Send it like 2026-11-23T04:02:28.956Z.",
        "warning TIMESTAMP_IMPLAUSIBLE timestamp: The timestamp lies more than a day after the moment at which Segment received the event, so it isn’t used. Send it like 2026-11-23T04:02:28.956Z, or leave it to Segment.",
        "warning TIMESTAMP_IMPLAUSIBLE timestamp: The timestamp lies before 2010 and looks like a date that was never set, so it isn’t used. Send it like 2026-11-23T04:02:28.956Z, or leave it to Segment.",
        "warning TIMESTAMP_IMPLAUSIBLE timestamp: The timestamp lies after 2100 and looks like a year of the Buddhist calendar, 543 years ahead, so it isn’t used. Send it like 2026-11-23T04:02:28.956Z, or leave it to Segment.",
        "warning TIMESTAMP_IMPLAUSIBLE originalTimestamp: The timestamp lies after 2100 and looks like microseconds, so it isn’t used. Send it like 2026-11-23T04:02:28.956Z, not microseconds, or leave it to Segment.",
        "suggestion TIMESTAMP_SKEWED originalTimestamp: The timestamp lies 12 days after originalTimestamp. That is taken for the visitor’s clock being wrong, and the event’s time was moved by as much. If clocks aren’t that wrong, look for a custom timestamp, or for a client that sends an old sentAt when it tries again.",
        "suggestion TIMESTAMP_SKEWED originalTimestamp: The timestamp lies 1 day before originalTimestamp. That is taken for the visitor’s clock being wrong, and the event’s time was moved by as much. If clocks aren’t that wrong, look for a custom timestamp, or for a client that sends an old sentAt when it tries again.",
        "warning TEXT_PADDED properties.variant: The text starts or ends with blanks, which makes it another one than the same text without them. Trim it where the event is made.",
        "warning TEXT_INVISIBLE properties.variant: The text contains invisible characters, such as a zero-width or a no-break space, so it isn’t the text that people see. Remove them where the event is made; they often come from copying and pasting.",
        "warning TEXT_PLACEHOLDER properties.variant: The text is what programs print for a missing value, such as “null” or “undefined”. Leave the value out if there isn’t one, instead of turning it into text.",
        "warning STRING_TOO_LONG properties.note: The text has 1025 characters; Amplitude cuts it at 1024 characters. Shorten it, if what is cut matters.",
        "warning NESTING_TOO_DEEP properties.deep[3]["x y"]: The value is nested more than 40 layers deep, which Amplitude does not take: it is left off. Flatten the property.",
        "warning PROPERTIES_TOO_MANY properties.list[0]: The event has more than 20000 values; those after that are left off. Send fewer properties.",
        "warning PROPERTY_NAME_UNSAFE properties.__proto__: The property is named __proto__, which many programs read as an instruction: it is left off. Rename it.",
        "warning MORE_ISSUES the event: This event has 1 more issue, which isn’t listed here. Fix the ones that are listed, then look again.",
        "warning MORE_ISSUES the event: This event has 4900 more issues, which aren’t listed here. Fix the ones that are listed, then look again.",
        "warning USER_PROPERTIES_IGNORED properties.user_properties: Plain user properties do not travel with an impression: only the experiment’s property is set, and these stay an event property. Send traits with an identify call.",
      ]
    `)
  })
})

describe(describeIssue, () => {
  it('shows what is invisible in a name', () => {
    const issue = createIssue('VARIANT_MISNAMED', ['properties', 'variant\u3164'], {})
    expect(describeIssue(issue).reason).toContain(String.raw`“variant\u3164”`)
  })

  it.each(everyIssue)('$code: reason and next step are whole sentences', (issue) => {
    const { reason, nextStep } = describeIssue(issue)
    expect(reason).toMatch(/^[A-Z].*\.$/)
    expect(nextStep).toMatch(/^[A-Z].*\.$/)
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
