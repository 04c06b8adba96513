import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, eventOf, impression, ok, send, sendBatch, treatment } from './helpers/segment'

keepOffTheNetwork()

describe('a mapping', () => {
  const typo = { variant: { '@path': '$.properties.varaint' } }

  it('that loses the variant refuses the event, so nobody leaves the experiment', async () => {
    await expect(send(treatment, typo)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: expect.stringContaining('Check the mapping') as string,
    })
  })

  it('that loses the variant refuses the event in a batch too, even behind an invalid event', async () => {
    const events = [
      impression({ messageId: 'm1' }, { flag_key: undefined }),
      impression({ messageId: 'm2' }),
      impression({ messageId: 'm3' }, { variant: undefined }),
    ]
    const uploads = amplitude([200, ok])
    const answers = await sendBatch(events, typo)
    expect(answers.map(({ status }) => status)).toStrictEqual([400, 400, 200])
    expect(answers[1]?.errormessage).toContain('Check the mapping')
    expect(uploads[0]?.events.map(({ insert_id }) => insert_id)).toStrictEqual(['m3'])
  })

  it('that loses the variant refuses the event in a batch too, if it maps other properties', async () => {
    const events = [impression({ messageId: 'm1' }, { flag_key: undefined }), impression({ messageId: 'm2' })]
    const answers = await sendBatch(events, { ...typo, event_properties: { page: 'home' } })
    expect(answers[1]?.errormessage).toContain('Check the mapping')
  })

  it('that loses the variant refuses the event behind an invalid event, whatever the insert id is', async () => {
    const uploads = amplitude([200, ok])
    const mapping = { ...typo, insert_id: { '@path': '$.properties.id' }, event_properties: { note: 'x' } }
    const useless = impression({}, { flag_key: null })
    const answers = await sendBatch([useless, impression({}, { variant: '' }), treatment], mapping)
    expect(answers.map(({ status }) => status)).toEqual([400, 200, 400])
    expect(uploads[0]?.events).toHaveLength(1)
  })

  it('may take the variant from another property', async () => {
    const uploads = amplitude([200, ok])
    await send(impression({}, { variant: undefined, variation: 'b' }), {
      variant: { '@path': '$.properties.variation' },
    })
    expect(uploads[0]?.events[0]).toMatchObject({
      user_properties: { $set: { '[Experiment] hero-headline': 'b' } },
    })
  })

  it('unsets the user property without an event if the setting says so', async () => {
    const uploads = amplitude([200, ok])
    await send(eventOf('impression-out-of-rollout'), {}, { unsetAs: 'identify' })
    expect(uploads[0]?.events[0]).toMatchObject({
      event_type: '$identify',
      user_properties: { $unset: { '[Experiment] hero-headline': '-' } },
    })
    expect(uploads[0]?.events[0]).not.toHaveProperty('event_properties')
  })
})
