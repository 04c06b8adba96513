import { corpus } from '../../contract/test/helpers/corpus.js'
import { transformEvent } from '../src/rudderstack/transformation.js'
import { loadTransformation } from './helpers/rudderstack-transformation.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')

/** One set of credentials for each way through the source, and one that is wrong. */
const choices = [
  {},
  { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'identify', EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH: '3' },
  { EXPERIMENT_IMPRESSIONS_SKIP_USER_PROPERTIES_AFTER_HOURS: '1' },
  { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'sometimes' },
]

const around = {
  channel: 'web',
  integrations: { All: true, Amplitude: { fieldsToUnset: ['plan'] } },
  context: {
    device: { id: 'device-17', type: 'ios' },
    page: { path: '/', initial_referrer: '$direct' },
    campaign: { source: 'newsletter' },
    location: { latitude: 'north' },
  },
}
const events = corpus.flatMap(({ event }) => [
  event,
  { ...event, ...around },
  { ...event, ...around, channel: 'mobile' },
])

afterEach(() => {
  jest.restoreAllMocks()
})

it.each(choices)(
  'the file does what its source does: %j',
  (credentials: Readonly<Record<string, string>>) => {
    jest.spyOn(Date, 'now').mockReturnValue(now)
    const logged: string[] = []
    Object.assign(globalThis, {
      getCredential: (key: string) => credentials[key],
      log: (message: string) => void logged.push(message),
    })
    const file = loadTransformation({ credentials, now })
    expect(events.map(outcome(transformEvent))).toEqual(events.map(outcome(file.transformEvent)))
    expect(logged).toEqual(file.logged)
  },
)

type Given = (event: Readonly<Record<string, unknown>>) => unknown

/** What comes back as JSON, or the message of what is thrown. */
function outcome(given: Given): Given {
  return (event) => {
    try {
      return JSON.parse(JSON.stringify(given(event))) as unknown
    } catch (error) {
      return (error as Error).message
    }
  }
}
