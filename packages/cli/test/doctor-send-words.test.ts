// What each verdict of a test impression says: one table that a person reads, and a row in the documents for each.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRoads, subscription, type RoadOptions } from './helpers/doctor-send.js'
import { describeFinding } from '../src/doctor/words/describe-finding.js'
import { createFinding, type FindingParams } from '../src/doctor/finding.js'
import type { SendCode } from '../src/doctor/send-finding.js'

const foreign = { host: 'host', status: 200, contentType: 'text/html', length: 1 }
const property = '[Experiment] flag'

const examples: { readonly [Code in SendCode]: readonly FindingParams[Code][] } = {
  SEGMENT_REFUSED: [
    { host: 'host', status: 400, message: 'no' },
    { host: 'host', status: 401, message: undefined },
  ],
  SEGMENT_BUSY: [{ host: 'host', status: 503 }],
  SEGMENT_FOREIGN: [foreign],
  SEGMENT_UNREACHABLE: [{ host: 'host', cause: 'ENOTFOUND' }],
  WATCH_BUSY: [
    { host: 'host', status: 429 },
    { host: 'host', status: 503 },
  ],
  WATCH_FOREIGN: [{ ...foreign, contentType: undefined, length: 4000 }],
  WATCH_UNREACHABLE: [{ host: 'host', cause: 'too late' }],
  IMPRESSION_LOST: [{ userId: 'test-1', otherRegion: 'eu' }],
  IMPRESSION_LATE: [{ seconds: 100, usual: 90 }],
  IMPRESSION_RAW: [{ names: ['$impression'] }],
  IMPRESSION_RENAMED: [{ names: ['Experiment Viewed'] }, { names: ['[Experiment] Exposure'] }],
  IMPRESSION_WITHOUT_EVENT: [{ userId: 'test-1' }],
  IMPRESSION_PROPERTIES_WRONG: [
    { lost: ['[Experiment] Variant'], changed: ['[Experiment] Flag Key'] },
    { lost: ['[Experiment] Variant', '[Experiment] Experiment Key'], changed: [] },
    { lost: [], changed: ['[Experiment] Flag Key', '[Experiment] Experiment Key'] },
  ],
  USER_ID_LOST: [{ userId: 'test-1' }],
  DEVICE_ID_LOST: [{}],
  PROPERTY_NOT_SET: [
    { property, hasOther: false },
    { property, hasOther: true },
  ],
  PROPERTY_NOT_UNSET: [
    { property, isEventThere: false },
    { property, isEventThere: true },
  ],
  IMPRESSION_DOUBLED: [
    { impressions: 4, sent: 2, withoutInsertId: 2, others: [] },
    { impressions: 3, sent: 2, withoutInsertId: 0, others: [] },
    { impressions: 2, sent: 2, withoutInsertId: 0, others: ['Experiment Viewed'] },
  ],
  PERSON_NOT_DELETED: [{ host: 'host', problem: '400' }],
}

const codes = Object.keys(examples) as SendCode[]

function wordsOf(code: SendCode): string[] {
  return examples[code].flatMap((params) => {
    const finding = createFinding(code, { path: [] }, params as never)
    const { reason, causes = [], nextStep } = describeFinding(finding)
    return [
      `${finding.severity} ${code}`,
      `  ${reason}`,
      ...causes.map((cause, index) => `  ${String(index + 1)}. ${cause}`),
      `  → ${nextStep}`,
    ]
  })
}

it('says what was seen, the likely causes in order and the next step', () => {
  expect(codes.flatMap(wordsOf).join('\n')).toMatchInlineSnapshot(`
    "error SEGMENT_REFUSED
      Segment at host refused the impression (400, “no”).
      → Copy the write key again from the source’s settings, under API Keys: Segment refuses some keys that are too short.
    error SEGMENT_REFUSED
      Segment at host refused the impression (401).
      → Copy the write key again. If the source demands OAuth, use another source for the test.
    error SEGMENT_BUSY
      Segment at host answered 503 to three tries, so it didn’t take the impression.
      → Run this again later.
    error SEGMENT_FOREIGN
      Something else answered at host (200, text/html, 1 character), so it isn’t known whether Segment has the impression.
      → Look for a proxy, a firewall or a page to log in to the network, then run this again.
    error SEGMENT_UNREACHABLE
      host gave no usable answer (ENOTFOUND) to three tries. Segment may have the impression all the same.
      → Check the network, a proxy or firewall, then run this again.
    error WATCH_BUSY
      host answered 429 until the time was up, so it isn’t known what has arrived.
      → Run this again in an hour: Amplitude allows 360 such questions an hour for the whole project.
    error WATCH_BUSY
      host answered 503 until the time was up, so it isn’t known what has arrived.
      → Run this again later.
    error WATCH_FOREIGN
      Something else answered at host (200, no content type, 4,000 characters) three times in a row, so it isn’t known what has arrived.
      → Look for a proxy, a firewall or a page to log in to the network, then run this again.
    error WATCH_UNREACHABLE
      host gave no usable answer (too late) three times in a row, so it isn’t known what has arrived.
      → Check the network, a proxy or firewall, then run this again.
    error IMPRESSION_LOST
      Segment took the impression, and this Amplitude project doesn’t know the test person, neither by user id nor by device id.
      1. SEGMENT_WRITE_KEY is another source’s or a mistyped one: Segment says that it took the impression in any case. Or the workspace is in Segment’s other region: then add --segment-region eu.
      2. The destination isn’t connected to this source, or is switched off, or no mapping of it that is on takes $impression.
      3. Segment filters it: a filter of the source or the destination, a tracking plan that blocks unplanned events, or an integrations object, set by a function or middleware, that switches the destination off.
      4. Amplitude refuses it: the destination has an API key of the other data region, or a mistyped one.
      5. The destination delivers to another Amplitude project than that of AMPLITUDE_API_KEY.
      6. It is later than usual: a longer --wait shows whether it still comes.
      → Look for test-1 in the source’s debugger in Segment. If it isn’t there, it is the first cause; else open the destination’s Event Delivery, which shows what was filtered or refused. impressions doctor --subscriptions checks triggers and mappings.
    warning IMPRESSION_LATE
      It took 100 seconds, and rarely takes more than 90: Segment collects batches for up to a minute.
      → Nothing to do if it happens once. Else look in Segment for retries, in the destination’s Event Delivery.
    error IMPRESSION_RAW
      It arrived as $impression, the form that it has in Segment: nothing on the way transformed it, and Amplitude didn’t either. No experiment counts it.
      1. Segment’s own Amplitude destination passes it on, with properties under other names than flag_key and variant.
      2. The Amplitude project doesn’t have Experiment, so it doesn’t transform these events.
      → Let this destination’s action “Track Impression” take $impression, and let no other mapping pass it on.
    error IMPRESSION_RENAMED
      It arrived as Experiment Viewed, and experiment analysis looks for [Experiment] Impression alone.
      1. Another action or destination takes $impression and maps the event’s name.
      2. A source function, a destination filter or a tracking plan renames the event.
      → Look for what renames it, and let $impression go through this destination’s action “Track Impression” instead.
    error IMPRESSION_RENAMED
      It arrived as [Experiment] Exposure, and experiment analysis looks for [Experiment] Impression alone.
      1. Another action or destination takes $impression and maps the event’s name.
      2. A source function, a destination filter or a tracking plan renames the event.
      → Give the subscription that takes $impression the action “Track Impression”.
    error IMPRESSION_WITHOUT_EVENT
      Amplitude knows the test person and shows no event of theirs.
      1. The event is blocked or deleted in Amplitude, or the project is over its limit of event types.
      2. The impression only changed user properties: something sends it as an identify call.
      → Look for [Experiment] Impression among the events in Amplitude, under Data, and open test-1 under Users.
    error IMPRESSION_PROPERTIES_WRONG
      [Experiment] Variant is missing from the event in Amplitude. [Experiment] Flag Key has another value there.
      → Map “Variant” from $.properties.variant and “Flag Key” from $.properties.flag_key in the subscription that takes $impression.
    error IMPRESSION_PROPERTIES_WRONG
      [Experiment] Variant and [Experiment] Experiment Key are missing from the event in Amplitude.
      → Map “Variant” from $.properties.variant and “Experiment Key” from $.properties.experiment_key in the subscription that takes $impression.
    error IMPRESSION_PROPERTIES_WRONG
      [Experiment] Flag Key and [Experiment] Experiment Key have another value there.
      → Map “Flag Key” from $.properties.flag_key and “Experiment Key” from $.properties.experiment_key in the subscription that takes $impression.
    error USER_ID_LOST
      The impression is there under its device id alone; test-1 was left off on the way. It joins no conversion that has a user id.
      → Map the user id from $.userId. If it is mapped, look at the minimum id length in the destination’s settings.
    warning DEVICE_ID_LOST
      The person’s devices in Amplitude don’t include the anonymous id of the impression, so it joins no conversion that has no user id.
      → Map the device id from $.anonymousId, unless your conversion events have another one too.
    error PROPERTY_NOT_SET
      The event is there, and the user property [Experiment] flag isn’t: the person isn’t in the experiment.
      1. Another action than “Track Impression” sent it, which maps the event alone.
      2. The setting that skips user property updates of late events is too low, or Amplitude’s limit of experiment properties is reached.
      3. It is late: look at the person in Amplitude again in a few minutes.
      → Let only this destination’s action “Track Impression” send $impression; it sets the property with the event.
    error PROPERTY_NOT_SET
      The event is there, and the user property [Experiment] flag has another value than the variant.
      1. Another destination or function sets the same property.
      → Let only this destination’s action “Track Impression” send $impression; it sets the property with the event.
    error PROPERTY_NOT_UNSET
      Nothing of the impression without a variant has arrived, and the user property [Experiment] flag stays: people who leave the experiment count as in it.
      1. A trigger, a filter or a tracking plan demands a variant.
      2. The mapping gives “Variant” a fixed value, or the destination refuses an impression whose variant it can’t be sure of.
      → Look for the second impression in the destination’s Event Delivery, and remove what demands a variant.
    error PROPERTY_NOT_UNSET
      The impression without a variant is there, and the user property [Experiment] flag stays: people who leave the experiment count as in it.
      1. Another action than “Track Impression” sent it.
      2. It is late.
      → Let only this destination’s action “Track Impression” send $impression; it unsets the property.
    error IMPRESSION_DOUBLED
      Of 2 test impressions Amplitude has 4 events [Experiment] Impression (2 without an insert id). What arrives twice is counted, and may be billed, twice.
      1. Segment’s own Amplitude destination sends it as well, and Amplitude transforms what it gets.
      2. Two subscriptions or two destinations of this source deliver to the same project.
      → If it is Segment’s own Amplitude destination, add to the trigger of its mapping: and event != "$impression" and event != "$exposure"
    error IMPRESSION_DOUBLED
      Of 2 test impressions Amplitude has 3 events [Experiment] Impression (each with an insert id of its own). What arrives twice is counted, and may be billed, twice.
      1. Two subscriptions or two destinations of this source deliver to the same project.
      2. Segment’s own Amplitude destination sends it as well, and Amplitude transforms what it gets.
      → If it is Segment’s own Amplitude destination, add to the trigger of its mapping: and event != "$impression" and event != "$exposure"
    error IMPRESSION_DOUBLED
      Of 2 test impressions Amplitude has 2 events [Experiment] Impression and, besides, Experiment Viewed. What arrives twice is counted, and may be billed, twice.
      1. Segment’s own Amplitude destination sends it as well, and Amplitude transforms what it gets.
      2. Two subscriptions or two destinations of this source deliver to the same project.
      → If it is Segment’s own Amplitude destination, add to the trigger of its mapping: and event != "$impression" and event != "$exposure"
    error PERSON_NOT_DELETED
      host didn’t take the deletion (400), so the test person stays.
      → Delete them later, by Amplitude’s User Privacy API, or leave them: they harm nothing."
  `)
})

describe('docs/test-impression.md', () => {
  const page = readFileSync(join(__dirname, '../../../docs/test-impression.md'), 'utf8')

  it('has a row for each code', () => {
    const rows = [...(page.split('## The verdicts')[1] ?? '').matchAll(/^\| `([A-Z_]+)` /gm)].map(
      ([, code]) => code,
    )
    expect(rows).toStrictEqual(codes)
  })

  const roads = createRoads()
  afterEach(() => roads.close())

  const examples = [...page.matchAll(/```console\n\$ impressions doctor --send (.+)\n([^`]+)```/g)].map(
    ([, command = '', printed = '']) => ({ args: command.split(' '), printed }),
  )
  const options: readonly RoadOptions[] = [{}, { subscriptions: [subscription({ enabled: false })] }]

  it('has examples', () => {
    expect(examples).toHaveLength(options.length)
  })

  /** Without what is different in every run, and without line breaks, which depend on it. */
  const alike = (text: string) =>
    text
      .replace(/impressions-test-[-\w]+/g, 'impressions-test-…')
      .replace(/\b\d+(?:\.\d+)? m?s\b/g, '… s')
      .replace(/\b\d{4}-\d\d-\d\d\b/g, 'a day')
      .replace(/\s+/g, ' ')
      .trim()

  it.each([...examples.keys()])('shows what is printed: example %i', async (index) => {
    const { args = [], printed = '' } = examples[index] ?? {}
    const { send, scrubbed, urls } = await roads.road(options[index])
    const pieces: string[] = []
    const onPiece = (text: string) => pieces.push(text)
    // The sandbox of the example has the port that sandboxes have by default; this one has any.
    await send([...args, ...urls], { onOutput: onPiece, onError: onPiece })
    const { stdout } = scrubbed({ code: 0, stdout: pieces.join(''), stderr: '' })
    expect(alike(stdout)).toBe(alike(printed))
  })
})
