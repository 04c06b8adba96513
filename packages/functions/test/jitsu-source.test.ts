import { corpus } from '../../contract/test/helpers/corpus.js'
import jitsuFunction from '../src/jitsu/function.js'
import { loadJitsuFunction, now, RetryError, runOnJitsu } from './helpers/jitsu-function.js'

/** One set of variables for each way through the source, and one that is wrong. */
const choices = [
  {},
  { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'identify', EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH: '3' },
  { EXPERIMENT_IMPRESSIONS_SKIP_USER_PROPERTIES_AFTER_HOURS: '1' },
  { EXPERIMENT_IMPRESSIONS_UNSET_AS: 'sometimes' },
]

const context = { library: { name: '@jitsu/js' }, device: { id: 'device-17', type: 'ios' } }
const events = corpus.flatMap(({ event }) => [event, { ...event, context }])

afterEach(() => {
  jest.restoreAllMocks()
})

it.each(choices)(
  'the file does what its source does: %j',
  async (variables: Readonly<Record<string, string>>) => {
    jest.spyOn(Date, 'now').mockReturnValue(now)
    Object.assign(globalThis, { RetryError })
    const source = jitsuFunction as (event: unknown, context: unknown) => unknown
    const file = loadJitsuFunction()
    for (const event of events) {
      const ran = await runOnJitsu(source, event, variables)
      expect(JSON.parse(JSON.stringify(await runOnJitsu(file, event, variables)))).toEqual(
        JSON.parse(JSON.stringify(ran)),
      )
    }
  },
)
