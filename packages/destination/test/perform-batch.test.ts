import { keepOffTheNetwork } from '../../../test/helpers/network'
import { amplitude, eventOf, impression, ok, sendBatch } from './helpers/segment'

keepOffTheNetwork()

describe('performBatch', () => {
  const batch = ['a', 'b', 'c'].map((letter) =>
    impression({ messageId: `message-${letter}`, anonymousId: `device-${letter}` }),
  )

  it('answers each event on its own, in order', async () => {
    const uploads = amplitude(
      [
        400,
        {
          code: 400,
          error: 'Invalid field values on some events',
          events_with_invalid_fields: { device_id: [1] },
        },
      ],
      [
        429,
        {
          code: 429,
          error: 'Too many requests for some devices and users',
          throttled_devices: { 'device-c': 31 },
        },
      ],
      [200, ok],
    )
    const answers = await sendBatch([...batch, impression({}, { flag_key: undefined })])
    expect(answers).toMatchObject([
      {
        status: 200,
        body: 'Accepted by Amplitude.',
        sent: { event_type: '[Experiment] Impression', insert_id: 'message-a' },
      },
      {
        status: 400,
        errortype: 'BAD_REQUEST',
        errormessage:
          'Amplitude answered 400: Invalid field values on some events. Segment doesn’t send this event again.',
        body: 'Amplitude answered 400: Invalid field values on some events.',
        errorreporter: 'DESTINATION',
      },
      {
        status: 429,
        errortype: 'TOO_MANY_REQUESTS',
        errormessage:
          'Amplitude answered 429: Too many requests for some devices and users. Segment sends the event again later.',
        errorreporter: 'DESTINATION',
      },
      { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED', errorreporter: 'INTEGRATIONS' },
    ])
    expect(uploads.map(({ events }) => events.length)).toStrictEqual([3, 2, 1])
  })

  it('says why an event isn’t sent', async () => {
    const answers = await sendBatch([eventOf('impression-track-exposure-false')])
    expect(answers).toMatchObject([
      { status: 200, body: expect.stringContaining('trackExposure: false') as string },
    ])
  })

  it('reads an answer of more than 16 KB', async () => {
    const many = Array.from({ length: 1000 }, (_, n) =>
      impression({ messageId: `m-${String(n)}`, anonymousId: `device-${String(n)}` }),
    )
    const named = Object.fromEntries(
      ['time', 'device_id', 'event_type', 'insert_id', 'user_id'].map((field) => [
        field,
        many.map((_, n) => n).slice(1),
      ]),
    )
    amplitude(
      [400, { code: 400, error: 'Invalid field values on some events', events_with_invalid_fields: named }],
      [200, ok],
    )
    const answers = await sendBatch(many)
    expect(answers.map(({ status }) => status)).toStrictEqual([200, ...Array<number>(999).fill(400)])
  })
})
