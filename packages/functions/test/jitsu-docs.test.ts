import { documentBlock } from './helpers/document-block.js'
import { currentDestination } from './helpers/jitsu-amplitude-destination.js'
import { loadJitsuFunction, now, runOnJitsu } from './helpers/jitsu-function.js'

test('the function returns what its page shows, and Jitsu’s destination sends it', async () => {
  const shown = documentBlock('jitsu.md', 'returned')
  const { events } = await runOnJitsu(loadJitsuFunction(), documentBlock('jitsu.md', 'event'))
  expect(JSON.parse(JSON.stringify(events))).toEqual([shown])
  expect(events.map((event) => currentDestination(event, {}, now))).toEqual([
    { events: [shown['amplitudeEvent']] },
  ])
})
