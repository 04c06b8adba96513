/** An Amplitude that accepts everything. It runs in another thread, so the measured one only pays for the network. */
import { createServer } from 'node:http'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

/** Starts it, and returns its address and a function that stops it. */
export async function startLoopback() {
  const worker = new Worker(new URL(import.meta.url))
  const port = await new Promise((resolve) => worker.once('message', resolve))
  return { url: `http://127.0.0.1:${port}`, stop: () => worker.terminate() }
}

if (!isMainThread) {
  const answer = JSON.stringify({
    code: 200,
    events_ingested: 1,
    payload_size_bytes: 1,
    server_upload_time: 1,
  })
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
    })
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
}
