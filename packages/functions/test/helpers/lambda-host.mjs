/**
 * Calls a handler as Lambda does: in a process of its own, from the unpacked archive, whose path is the first argument.
 * Takes invocations over the channel to its parent and answers each.
 */
import { pathToFileURL } from 'node:url'

const handlers = await import(pathToFileURL(process.argv[2]).href)
const ownFetch = globalThis.fetch
const logs = []
for (const method of ['info', 'warn', 'error', 'log'])
  console[method] = (...line) => logs.push([method, line.join(' ')])

process.on('message', async ({ handler, event, environment, remainingMs, amplitude }) => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AMPLITUDE_')) delete process.env[name]
  Object.assign(process.env, environment)
  globalThis.fetch = (url, init) =>
    ownFetch(String(url).replace(/^https:\/\/(\w+(\.eu)?)\.amplitude\.com/, amplitude), init)
  const end = Date.now() + remainingMs
  const context = { getRemainingTimeInMillis: () => end - Date.now() }
  const invoked = await handlers[handler](event, context).then(
    // Lambda takes the answer as JSON.
    (answer) => ({ answer: JSON.parse(JSON.stringify(answer)) }),
    (error) => ({ error: String(error.stack) }),
  )
  process.send({ ...invoked, logs: logs.splice(0) })
})
process.send('ready')
