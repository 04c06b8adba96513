/**
 * Runs the two functions for Segment with the Node that runs this file: functions that were not redeployed since January 2026
 * are on 18, which runs none of the tools that the tests need. Prints what it tried, and exits with 1 where something differs.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createContext, runInContext } from 'node:vm'

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8')
const handlerNames = 'onTrack, onIdentify, onPage, onScreen, onGroup, onAlias, onDelete, onBatch'

class ValidationError extends Error {}
class RetryError extends Error {}
class DropEvent extends Error {}

/** As Segment loads a function: inside another, whose parameters are the handlers. */
function load(file, globals) {
  const source = read(`../dist/${file}`)
  return runInContext(
    `(function (${handlerNames}) {${source}\nreturn { ${handlerNames} } })()`,
    createContext(globals),
  )
}

const uploads = []
let status = 200
const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  uploads.push(JSON.parse(body))
  response.writeHead(status).end(JSON.stringify({ code: status }))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const fetchLocally = (url, init) =>
  fetch(`http://127.0.0.1:${server.address().port}${new URL(url).pathname}`, init)

const settings = { apiKey: 'test-api-key' }
const { onTrack, onBatch, onPage } = load('segment-destination-function.js', {
  ValidationError,
  RetryError,
  fetch: fetchLocally,
  setTimeout,
  clearTimeout,
})
const insert = load('segment-destination-insert-function.js', { ValidationError, RetryError, DropEvent })

const corpus = readdirSync(new URL('../../../test/corpus', import.meta.url)).map((name) => ({
  name,
  event: JSON.parse(read(`../../../test/corpus/${name}/event.json`)),
  expected: JSON.parse(read(`../../../test/corpus/${name}/expected.json`)),
}))

for (const { name, event, expected } of corpus) {
  uploads.length = 0
  const [answer] = await onBatch([event], settings)
  const isRefused = expected.kind === 'refuse'
  assert.equal(answer.status, isRefused ? 400 : 200, name)
  assert.equal(uploads.length, expected.kind === 'send' ? 1 : 0, name)
  if (expected.kind === 'send') {
    const [sent] = uploads[0].events
    for (const [key, value] of Object.entries(expected.event))
      assert.deepEqual(sent[key], value, `${name}: ${key}`)
  }
  if (name.startsWith('not-experiment')) assert.equal(await insert.onTrack(event, {}), event, name)
  else if (expected.kind === 'send') assert.equal((await insert.onTrack(event, {})).event, event.event, name)
  else await assert.rejects(insert.onTrack(event, {}), DropEvent, name)
}

const { event: treatment } = corpus.find(({ name }) => name === 'impression-treatment')
const { event: invalid } = corpus.find(({ name }) => name === 'impression-flag-key-missing')
await assert.rejects(onTrack(invalid, settings), ValidationError)
await assert.rejects(onTrack(treatment, {}), ValidationError)
assert.equal(await onPage({ type: 'page' }, settings), undefined)
status = 503
await assert.rejects(onTrack(treatment, settings), RetryError)
assert.equal((await onBatch([treatment], settings))[0].status, 500)
server.close()

console.log(
  `Segment's functions on Node ${process.versions.node}: ${corpus.length} events of the corpus and the host's errors.`,
)
