// The words of each finding of a test impression, in one place to read.
import { describeFinding } from '../src/doctor/words/describe-finding.js'
import { createFinding, type FindingCode } from '../src/doctor/finding.js'
import type { FindingParams } from '../src/doctor/finding-params.js'

type SendCode = Extract<
  FindingCode,
  | `${'SEGMENT' | 'WATCH' | 'IMPRESSION' | 'PROPERTY'}_${string}`
  | 'USER_ID_LOST'
  | 'DEVICE_ID_LOST'
  | 'PERSON_NOT_DELETED'
>

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
  IMPRESSION_LOST: [{ userId: 'test-1', otherRegion: 'europe' }],
  IMPRESSION_LATE: [{ seconds: 100, usual: 90 }],
  IMPRESSION_RAW: [{ names: ['$impression'] }],
  IMPRESSION_RENAMED: [
    { names: ['Experiment Viewed'] },
    { names: ['$Impression'] },
    { names: ['[Experiment] Exposure'] },
  ],
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

it('each finding of doctor --send says what happened, the likely causes and the next step', () => {
  expect(codes.flatMap(wordsOf).join('\n')).toMatchInlineSnapshot(`
    "error SEGMENT_REFUSED
      Segment at host refused the impression (400, “no”).
      → Copy the write key again from the source’s settings, under API Keys. Segment refuses some keys that are too short.
    error SEGMENT_REFUSED
      Segment at host refused the impression (401).
      → Copy the write key again. If the source requires OAuth, test with another source.
    error SEGMENT_BUSY
      Segment at host answered 503 three times and didn’t accept the impression.
      → Run this again later.
    error SEGMENT_FOREIGN
      Something other than Segment answered at host (200, text/html, 1 character). Segment may or may not have the impression.
      → Look for a proxy, a firewall or a login page of the network, then run this again.
    error SEGMENT_UNREACHABLE
      host gave no usable answer (ENOTFOUND) in three tries. Segment may still have the impression.
      → Check the network and any proxy or firewall, then run this again.
    error WATCH_BUSY
      host answered 429 until the time was up, so this command couldn’t see what arrived.
      → Run this again in an hour: Amplitude allows 360 such requests an hour for the whole project.
    error WATCH_BUSY
      host answered 503 until the time was up, so this command couldn’t see what arrived.
      → Run this again later.
    error WATCH_FOREIGN
      Something other than Amplitude answered at host (200, no content type, 4 kB) three times in a row, so this command couldn’t see what arrived.
      → Look for a proxy, a firewall or a login page of the network, then run this again.
    error WATCH_UNREACHABLE
      host gave no usable answer (too late) three times in a row, so this command couldn’t see what arrived.
      → Check the network and any proxy or firewall, then run this again.
    error IMPRESSION_LOST
      Segment accepted the impression, but this Amplitude project doesn’t know the test person, neither by user id nor by device id.
      1. SEGMENT_WRITE_KEY is mistyped or belongs to another source. Segment accepts impressions with any key. Or the workspace is in Segment’s other region: add --segment-region europe.
      2. The destination isn’t connected to this source, it’s switched off, or no enabled mapping of it matches $impression.
      3. Segment filters the event: a filter of the source or the destination, a tracking plan that blocks unplanned events, or an integrations object, set by a function or middleware, that switches the destination off.
      4. Amplitude refuses the event: the destination’s API key is mistyped or belongs to the other data region.
      5. The destination delivers to a different Amplitude project than the one of AMPLITUDE_API_KEY.
      6. The event is later than usual. A longer --wait shows whether it still arrives.
      → Look for test-1 in the source’s debugger in Segment. If the impression isn’t there, the first cause applies. If it’s there, open the destination’s Event Delivery, which shows what was filtered or refused. Run impressions doctor --subscriptions to check triggers and mappings.
    warning IMPRESSION_LATE
      The impression took 100 seconds. It rarely takes more than 90: Segment collects batches for up to a minute.
      → If it happens once, do nothing. If it happens again, look for retries in the destination’s Event Delivery in Segment.
    error IMPRESSION_RAW
      The impression arrived as $impression, the form it has in Segment. Neither the destination nor Amplitude transformed it, so no experiment counts it.
      1. Segment’s own Amplitude destination sends it, with property names other than flag_key and variant.
      2. The Amplitude project doesn’t have Experiment, so it doesn’t transform these events.
      → Make sure that only this destination’s action “Track Impression” sends $impression.
    error IMPRESSION_RENAMED
      The impression arrived as Experiment Viewed, but experiment analysis only looks for [Experiment] Impression.
      1. Another action or destination sends $impression and maps the event’s name.
      2. A source function, a destination filter or a tracking plan renames the event.
      → Find what renames the event, and let this destination’s action “Track Impression” send $impression instead.
    error IMPRESSION_RENAMED
      The impression arrived as $Impression, but experiment analysis only looks for [Experiment] Impression. The event’s name isn’t exactly “$impression”, so it’s ignored.
      1. Another action or destination sends $impression and maps the event’s name.
      2. A source function, a destination filter or a tracking plan renames the event.
      → Find what renames the event, and let this destination’s action “Track Impression” send $impression instead.
    error IMPRESSION_RENAMED
      The impression arrived as [Experiment] Exposure, but experiment analysis only looks for [Experiment] Impression.
      1. Another action or destination sends $impression and maps the event’s name.
      2. A source function, a destination filter or a tracking plan renames the event.
      → Use the action “Track Impression” for the subscription that matches $impression.
    error IMPRESSION_WITHOUT_EVENT
      Amplitude knows the test person but shows no event of theirs.
      1. The event is blocked or deleted in Amplitude, or the project is over its limit of event types.
      2. Something sends the impression as an identify call, which only changes user properties.
      → In Amplitude, look for [Experiment] Impression among the events under Data, and open test-1 under Users.
    error IMPRESSION_PROPERTIES_WRONG
      [Experiment] Variant is missing from the event in Amplitude. [Experiment] Flag Key has a different value in Amplitude.
      → In the subscription that matches $impression, map “Variant” from $.properties.variant and “Flag Key” from $.properties.flag_key.
    error IMPRESSION_PROPERTIES_WRONG
      [Experiment] Variant and [Experiment] Experiment Key are missing from the event in Amplitude.
      → In the subscription that matches $impression, map “Variant” from $.properties.variant and “Experiment Key” from $.properties.experiment_key.
    error IMPRESSION_PROPERTIES_WRONG
      [Experiment] Flag Key and [Experiment] Experiment Key have a different value in Amplitude.
      → In the subscription that matches $impression, map “Flag Key” from $.properties.flag_key and “Experiment Key” from $.properties.experiment_key.
    error USER_ID_LOST
      The impression arrived with its device id only; the user id test-1 was lost on the way. It isn’t joined with conversions that have a user id.
      → Map the user id from $.userId. If it’s mapped, check the minimum id length in the destination’s settings.
    warning DEVICE_ID_LOST
      In Amplitude, the person’s devices don’t include the impression’s anonymous id, so it isn’t joined with conversions that have no user id.
      → Map the device id from $.anonymousId, unless your conversion events also use another one.
    error PROPERTY_NOT_SET
      The event arrived, but the user property [Experiment] flag isn’t set, so the person isn’t in the experiment.
      1. An action other than “Track Impression” sent it, and maps only the event.
      2. The setting that skips user property updates of late events is too low, or the project reached Amplitude’s limit of experiment properties.
      3. The property is late. Look at the person in Amplitude again in a few minutes.
      → Make sure that only this destination’s action “Track Impression” sends $impression. It sets the property with the event.
    error PROPERTY_NOT_SET
      The event arrived, but the user property [Experiment] flag has a value other than the variant.
      1. Another destination or function sets the same property.
      → Make sure that only this destination’s action “Track Impression” sends $impression. It sets the property with the event.
    error PROPERTY_NOT_UNSET
      The impression without a variant didn’t arrive, and the user property [Experiment] flag stays set: people who leave the experiment still count as in it.
      1. A trigger, a filter or a tracking plan requires a variant.
      2. The mapping sets “Variant” to a fixed value, or the destination refuses an impression because it can’t be sure of the variant.
      → Look for the second impression in the destination’s Event Delivery, and remove whatever requires a variant.
    error PROPERTY_NOT_UNSET
      The impression without a variant arrived, and the user property [Experiment] flag stays set: people who leave the experiment still count as in it.
      1. An action other than “Track Impression” sent it.
      2. The change is late.
      → Make sure that only this destination’s action “Track Impression” sends $impression. It unsets the property.
    error IMPRESSION_DOUBLED
      Amplitude has 4 [Experiment] Impression events (2 without an insert id) for 2 test impressions. Duplicates count twice, and may be billed twice.
      1. Segment’s own Amplitude destination sends it too, and Amplitude transforms what it gets.
      2. Two subscriptions or two destinations of this source deliver to the same project.
      → If Segment’s own Amplitude destination sends it too, add this to the trigger of its mapping: and event != "$impression" and event != "$exposure"
    error IMPRESSION_DOUBLED
      Amplitude has 3 [Experiment] Impression events (each with a different insert id) for 2 test impressions. Duplicates count twice, and may be billed twice.
      1. Two subscriptions or two destinations of this source deliver to the same project.
      2. Segment’s own Amplitude destination sends it too, and Amplitude transforms what it gets.
      → If Segment’s own Amplitude destination sends it too, add this to the trigger of its mapping: and event != "$impression" and event != "$exposure"
    error IMPRESSION_DOUBLED
      Amplitude has 2 [Experiment] Impression events for 2 test impressions, and also Experiment Viewed. Duplicates count twice, and may be billed twice.
      1. Segment’s own Amplitude destination sends it too, and Amplitude transforms what it gets.
      2. Two subscriptions or two destinations of this source deliver to the same project.
      → If Segment’s own Amplitude destination sends it too, add this to the trigger of its mapping: and event != "$impression" and event != "$exposure"
    error PERSON_NOT_DELETED
      host didn’t accept the deletion (400), so the test person stays.
      → Delete the person later with Amplitude’s User Privacy API, or keep them: they do no harm."
  `)
})
