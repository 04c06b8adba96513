import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'

const policy = (nonce) =>
  [
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "connect-src 'self' https://cdn.segment.com https://api.segment.io https://*.amplitude.com",
    "object-src 'none'",
    "base-uri 'none'",
  ].join('; ')

const page = (nonce) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Shop</title>
    <script
      nonce="${nonce}"
      src="https://cdn.jsdelivr.net/npm/@experiment-impressions/source-plugin@0.1.0/dist/experiment-impressions.min.js"
      integrity="sha384-zeQTeXN+hj0qbQzk9//0z5E/RBNJJ7kW9r80A2zd1JIqTlCOR/qL55bO31F6eCaz"
      crossorigin="anonymous"
    ></script>
    <script
      nonce="${nonce}"
      src="https://cdn.amplitude.com/script/AMPLITUDE_API_KEY.experiment.js"
    ></script>
    <script
      nonce="${nonce}"
      async
      src="https://cdn.segment.com/analytics.js/v1/WRITE_KEY/analytics.min.js"
    ></script>
  </head>
  <body>
    <h1>Shop</h1>
  </body>
</html>`

const server = createServer((_request, response) => {
  // Each response needs a new nonce, because a predictable one protects nothing.
  const nonce = randomBytes(16).toString('base64')
  response.setHeader('content-security-policy', policy(nonce))
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(page(nonce))
})

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`)
})
