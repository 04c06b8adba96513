import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

const dist = join(__dirname, '../../../packages/debugger/dist')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'"

/** Answers with a file of the built page, under the policy that its own HTML asks for. */
export function servePage(path: string, response: ServerResponse): void {
  let content: Buffer
  try {
    content = readFileSync(join(dist, path))
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found')
    return
  }
  response
    .writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy,
    })
    .end(content)
}
