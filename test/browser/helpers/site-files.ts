import { createReadStream, existsSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { basename, dirname, join } from 'node:path'

const analyticsUmd = join(dirname(require.resolve('@segment/analytics-next/package.json')), 'dist/umd')
const partytown = join(dirname(require.resolve('@qwik.dev/partytown/integration')), '../lib')

/** analytics.js as Segment's CDN serves it. */
export const analyticsFile = join(analyticsUmd, 'standalone.js')

/** Bundles that `test/setup/browser.mjs` builds from the plugin's sources. */
const bundles = new Set([
  '/experiment-impressions.min.js',
  '/experiment-impressions.debug.min.js',
  '/experiment-impressions-rudderstack.min.js',
  '/experiment-impressions-mparticle.min.js',
  '/npm.js',
])

const libraries = new Map([
  ['/experiment.js', require.resolve('@amplitude/experiment-js-client')],
  // MooTools 1.5, and Prototype.js 1.6 as another library brings it along.
  [
    '/mootools.js',
    join(dirname(require.resolve('mootools/package.json')), 'lib/mootools-core-1.5.2-server.js'),
  ],
  ['/prototype.js', join(dirname(require.resolve('ico/package.json')), 'prototype.js')],
])

/** The file that the site serves at a path, or `undefined`. */
export const fileAt = (pathname: string): string | undefined => {
  if (pathname.startsWith('/analytics-next/bundles/')) return join(analyticsUmd, basename(pathname))
  if (pathname.startsWith('/~partytown/')) return join(partytown, basename(pathname))
  if (bundles.has(pathname)) return join(process.env['TEST_BUNDLES'] ?? '', pathname)
  return libraries.get(pathname)
}

/** Answers with a script or a page, or with an empty body if the status isn't 200. */
export const sendFile = (response: ServerResponse, path: string, status = 200): void => {
  if (!existsSync(path)) {
    response.writeHead(404).end()
    return
  }
  const type = path.endsWith('.html') ? 'text/html' : 'text/javascript'
  response.writeHead(status, { 'content-type': type })
  if (status === 200) createReadStream(path).pipe(response)
  else response.end()
}
