import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isTooDeep, parseJson } from '@experiment-impressions/contract/json'
import { tooDeepReason } from '../answer.js'
import type { Faults } from './faults.js'
import { readFault } from './read-fault.js'

/** Maximum size of a fault. Any answer of Amplitude's fits. */
const maxBytes = 1_000_000

/** Maximum number of active faults: each may contain an answer of the maximum size. */
const maxFaults = 50

/** `POST` adds a fault, `DELETE` removes one or all of them, and `GET` lists them with their hits. */
export function faultRoutes(faults: Faults): Hono {
  const routes = new Hono()
  routes.get('/', (context) => context.json(faults.all()))
  routes.post('/', bodyLimit({ maxSize: maxBytes, onError: tooLarge }), async (context) => {
    // Another page’s form can’t send this type, unless the server allows it when the browser asks.
    if (!/^application\/json\b/i.test(context.req.header('content-type') ?? ''))
      return context.json({ error: 'Send the fault as JSON, with content-type: application/json.' }, 415)
    const body = parseJson(await context.req.text())
    if (isTooDeep(body)) return context.json({ error: `${tooDeepReason}.` }, 400)
    const read = readFault(body)
    if ('fault' in read) {
      if (faults.all().length < maxFaults) return context.json(faults.add(read.fault), 201)
      return context.json(
        { error: `There are already ${String(maxFaults)} active faults, which is the maximum.` },
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
  routes.delete('/:id{\\d+}', (context) =>
    faults.remove(Number(context.req.param('id')))
      ? context.body(null, 204)
      : context.json({ error: 'There’s no active fault with this id.' }, 404),
  )
  return routes
}

function tooLarge(context: Context) {
  return context.json({ error: `The fault is over ${String(maxBytes / 1_000_000)} MB.` }, 413)
}
