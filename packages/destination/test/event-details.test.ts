import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, impression, ok, send } from './helpers/segment'

keepOffTheNetwork()

/** The event that Amplitude gets for a Segment event. */
async function sent(event: object, mapping: Record<string, unknown> = {}, over = {}) {
  const uploads = amplitude([200, ok])
  await send(event, mapping, over)
  return uploads[0]?.events[0]
}

describe('the session', () => {
  it.each([
    ['a string', '1795406548954', 1_795_406_548_954],
    ['a number', 1_795_406_548_954, 1_795_406_548_954],
    ['a number with a fraction', 1_795_406_548_954.7, 1_795_406_548_954],
    ['a date', '2026-11-23T04:02:28.954Z', 1_795_406_548_954],
    ['a negative number', '-1', -1],
  ])('is read from %s', async (_, session_id, expected) => {
    const integrations = { 'Actions Amplitude': { session_id } }
    expect(await sent(impression({ integrations }))).toMatchObject({ session_id: expected })
  })

  it.each([
    ['a word', 'soon'],
    ['zero', 0],
    ['more than a number holds exactly', '9007199254740993'],
    ['a number with an exponent', 1e21],
  ])('is left out if it is %s', async (_, session_id) => {
    const integrations = { 'Actions Amplitude': { session_id } }
    expect(await sent(impression({ integrations }))).not.toHaveProperty('session_id')
  })
})

describe('an event', () => {
  it('includes mapped groups', async () => {
    const groups = { company: { '@path': '$.context.groupId' } }
    const event = impression({ context: { groupId: 'acme' } })
    expect(await sent(event, { groups })).toMatchObject({ groups: { company: 'acme' } })
  })

  it('includes the partner’s id', async () => {
    expect(await sent(impression({}), {}, { partnerId: 'partner-1' })).toMatchObject({
      partner_id: 'partner-1',
    })
  })

  it.each([
    ['older', 3, true],
    ['younger', 1, undefined],
  ])('%s than the limit changes the user property or not', async (_, age, expected) => {
    const time = Date.now() - age * 60 * 60 * 1000
    const event = impression(
      { timestamp: undefined, originalTimestamp: undefined, receivedAt: undefined },
      { time },
    )
    const options = { skipUserPropertiesAfterHours: 2 }
    expect((await sent(event, {}, options))?.['$skip_user_properties_sync']).toBe(expected)
  })

  it('keeps its original form if Amplitude transforms it', async () => {
    const event = await sent(
      impression({}, { experiment_key: 'exp-1', page: 'home' }),
      {},
      { transformAt: 'ingestion' },
    )
    expect(event).toMatchObject({
      event_type: '$impression',
      event_properties: {
        flag_key: 'hero-headline',
        variant: 'treatment',
        experiment_key: 'exp-1',
        page: 'home',
      },
    })
    expect(event).not.toHaveProperty('user_properties')
    expect(event?.['event_properties']).not.toHaveProperty(['[Experiment] Flag Key'])
  })

  it('for Amplitude to transform is still an event if the visitor isn’t in the experiment', async () => {
    const choices = { transformAt: 'ingestion', unsetAs: 'identify' }
    const event = await sent(impression({}, { variant: undefined }), {}, choices)
    expect(event).toMatchObject({
      event_type: '$impression',
      event_properties: { flag_key: 'hero-headline' },
    })
    expect(event?.['event_properties']).not.toHaveProperty('variant')
  })
})
