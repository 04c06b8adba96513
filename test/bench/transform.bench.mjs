/** Measures the transform against parsing and writing the same events as JSON. */
import { transform } from '@experiment-impressions/contract'
import { eventAt } from './events.mjs'
import { compare } from './measure.mjs'

const size = 2000

export async function benchTransform() {
  const texts = Array.from({ length: size }, (_, index) => JSON.stringify(eventAt(index)))
  const events = texts.map((text) => JSON.parse(text))
  let kept = 0
  const times = await compare(
    {
      json: () => {
        for (const text of texts) kept += JSON.stringify(JSON.parse(text)).length
      },
      transform: () => {
        for (const event of events) kept += transform(event).issues.length
      },
    },
    40,
  )
  if (kept === 0) throw new Error('nothing was done')
  return [
    {
      what: 'transform, against JSON.parse + JSON.stringify of the same events',
      figure: `${((100 * times.json) / times.transform).toFixed(0)} %`,
      goal: '≥ 200 %',
      holds: times.json / times.transform >= 2,
      beside: `${((1000 * times.transform) / size).toFixed(1)} µs an event, JSON ${((1000 * times.json) / size).toFixed(1)} µs`,
    },
  ]
}
