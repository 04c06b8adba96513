import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isTooDeep, parseJson } from '@experiment-impressions/contract/json'
import { tooDeepReason } from '../../json.js'
import type { Faults } from './faults.js'
import { readFault } from './read-fault.js'

/** Room for any answer that a fault is to give. */
const mostBytes = 1_000_000

/** Faults that are switched on at the same time: each may hold an answer of the largest size. */
const mostFaults = 50

/** Switches faults on (`POST`, one each) and off (`DELETE`, all), and tells what they have done (`GET`). */
export function faultRoutes(faults: Faults): Hono {
  const routes = new Hono()
  routes.get('/', (context) => context.json(faults.all()))
  routes.post('/', bodyLimit({ maxSize: mostBytes, onError: tooLarge }), async (context) => {
    // A form of some page cannot send this type without the browser asking first.
    if (!/^application\/json\b/i.test(context.req.header('content-type') ?? ''))
      return context.json({ error: 'A fault is sent as JSON: expected content-type: application/json.' }, 415)
    const body = parseJson(await context.req.text())
    if (isTooDeep(body)) return context.json({ error: `${tooDeepReason}.` }, 400)
    const read = readFault(body)
    if ('fault' in read) {
      if (faults.all().length < mostFaults) return context.json(faults.add(read.fault), 201)
      return context.json(
        { error: `${String(mostFaults)} faults are switched on, the most there can be.` },
        400,
      )
    }
    const { field, reason, expected } = read.problem
    const subject = field === null ? 'The fault' : `“${field}”`
    return context.json({ error: `${subject} ${reason}; expected ${expected}.`, ...read.problem }, 400)
  })
  routes.delete('/', (context) => {
    faults.clear()
    return context.body(null, 204)
  })
  return routes
}

function tooLarge(context: Context) {
  return context.json({ error: `The fault is over ${String(mostBytes / 1_000_000)} MB.` }, 413)
}
