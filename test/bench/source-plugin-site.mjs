/** A site for the benchmark: its pages, Segment's CDN and the tracking endpoint on one loopback port. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const analytics = createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')
const umd = join(dirname(analytics), 'dist/umd')

/** Serves pages, as `{ path: html }`, and the plugin, whose code they may contain: `pages` is called with it. */
export async function startSite(pages) {
  const plugin = buildPlugin()
  const html = pages(plugin.toString())
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const answer = (type, body) => response.writeHead(200, { 'content-type': type }).end(body)
    if (html[pathname]) return answer('text/html', html[pathname])
    if (pathname === '/plugin.js') return answer('text/javascript', plugin)
    if (pathname.endsWith('/analytics.min.js'))
      return answer('text/javascript', readFileSync(join(umd, 'standalone.js')))
    if (pathname.startsWith('/analytics-next/bundles/'))
      return answer('text/javascript', readFileSync(join(umd, basename(pathname))))
    const endpoint = { apiKey: 'WRITEKEY', apiHost: `${request.headers.host}/v1`, protocol: 'http' }
    const settings = { integrations: { 'Segment.io': endpoint } }
    return answer('application/json', JSON.stringify(pathname.endsWith('/settings') ? settings : {}))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function buildPlugin() {
  const outdir = mkdtempSync(join(tmpdir(), 'experiment-impressions-'))
  try {
    execFileSync(process.execPath, [join(root, 'packages/source-plugin/scripts/bundle.mjs'), outdir])
    return readFileSync(join(outdir, 'experiment-impressions.min.js'))
  } finally {
    rmSync(outdir, { recursive: true })
  }
}
