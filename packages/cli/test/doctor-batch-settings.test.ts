import { createDestination } from '@experiment-impressions/destination'
import { readRecordedSession } from '@experiment-impressions/sandbox'
import type { DestinationDefinition } from '@segment/actions-core'
import { parseSubscriptions } from '../src/doctor/read/read-subscriptions.js'
import type { Subscription } from '../src/doctor/read/subscription.js'
import { createMappingRunner } from '../src/doctor/trial/run-mapping.js'
import { createTestEvents } from '../src/doctor/trial/test-events.js'
import { doctor, file, report, withMapping } from './helpers/doctor.js'

const real = createDestination() as unknown as DestinationDefinition<never>

describe('impressions doctor: batch settings', () => {
  const impression = async () => {
    const testEvents = createTestEvents(await readRecordedSession())
    const [event] = testEvents.flatMap(({ event: one }) => (one['event'] === '$impression' ? [one] : []))
    return event ?? {}
  }

  it.each<[unknown, 'accepted' | 'rejected', 'error' | 'warning' | undefined]>([
    [1, 'accepted', undefined],
    [1000, 'accepted', undefined],
    ['500', 'accepted', undefined],
    [null, 'accepted', undefined],
    [{ '@literal': 500 }, 'accepted', undefined],
    [{ '@path': '$.properties.size' }, 'accepted', undefined],
    [0, 'accepted', 'warning'],
    [1001, 'accepted', 'warning'],
    [{ '@literal': 5000 }, 'accepted', 'warning'],
    [10.5, 'rejected', 'error'],
    ['many', 'rejected', 'error'],
    [{ '@nonsense': 500 }, 'rejected', 'error'],
  ])('checks whether the framework accepts a batch size of %j', async (size, kind, severity) => {
    const subscriptions = withMapping({ batch_size: size })
    const { lines } = await report(['--subscriptions', file('subs.json', subscriptions)])
    expect(lines).toStrictEqual(severity ? [`${severity} BATCH_SIZE_INVALID 0.mapping.batch_size`] : [])
    const [subscription] = parseSubscriptions(subscriptions).subscriptions
    const mapped = await createMappingRunner(real).runSingle(subscription as Subscription, await impression())
    expect(mapped.kind).toBe(kind)
  })

  it.each<[Readonly<Record<string, unknown>>, string[]]>([
    [{ batch_keys: [] }, []],
    [{ batch_keys: ['flag_key', ''] }, []],
    [{ batch_keys: 'insert_id' }, ['warning BATCH_KEYS_TOO_FINE 0.mapping.batch_keys']],
    [{ batch_keys: ['user_id', 'time'], enable_batching: false }, []],
    [{ batch_keys: ['user_id', 'time'], enable_batching: 'false' }, []],
    [
      { batch_keys: ['flagKey', 'time'] },
      ['warning BATCH_KEY_UNKNOWN 0.mapping.batch_keys', 'warning BATCH_KEYS_TOO_FINE 0.mapping.batch_keys'],
    ],
  ])('checks the batch keys of %j', async (over, expected) => {
    const { lines } = await report(['--subscriptions', file('subs.json', withMapping(over))])
    expect(lines).toStrictEqual(expected)
  })

  it('says what’s wrong with batch size and batch keys', async () => {
    const subscriptions = withMapping({
      batch_size: 'many',
      batch_keys: ['flagKey', '$.properties.page', 'user_id', 'insert_id'],
    })
    const { stdout } = await doctor(['--subscriptions', file('subs.json', subscriptions)], { columns: 80 })
    expect(stdout.slice(stdout.indexOf('✗ Subscriptions'), stdout.indexOf('✓ Sent'))).toMatchInlineSnapshot(`
      "✗ Subscriptions
        ✗ BATCH_SIZE_INVALID
          subs.json, subscrip…Track Impression”, mapping.batch_size
          “Batch Size” isn’t a whole number. Segment refuses every event.
          → Use a whole number from 1 to 1000, or leave it out for 1000.
        ! BATCH_KEY_UNKNOWN
          subs.json, subscrip…Track Impression”, mapping.batch_keys
          The action has no field “flagKey”, so it can’t be a batch key.
          → Use flag_key, or remove it.
        ! BATCH_KEY_UNKNOWN
          subs.json, subscrip…Track Impression”, mapping.batch_keys
          The action has no field “$.properties.page”, so it can’t be a batch key.
          → Remove it. The destination needs no batch keys.
        ! BATCH_KEYS_TOO_FINE
          subs.json, subscrip…Track Impression”, mapping.batch_keys
          Events share a batch only if they have the same user_id and insert_id, and
          almost no two events do. Most batches then contain one event, and each costs
          a request.
          → Remove user_id and insert_id. The destination needs no batch keys.

      "
    `)
  })
})
