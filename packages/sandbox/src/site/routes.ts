import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { staticFile } from '../server/static-file.js'
import { notBuiltPage } from './not-built-page.js'

const require = createRequire(import.meta.url)

/** The demo site's own files. */
const ownFolder = fileURLToPath(new URL('../../site', import.meta.url))

/** The real Experiment JS client, as published on npm. */
const experimentClient = require.resolve('@amplitude/experiment-js-client')

/** The source plugin's script-tag build, which a fresh clone has not made yet. */
const builtPlugin = join(
  dirname(require.resolve('@experiment-impressions/source-plugin/package.json')),
  'dist/experiment-impressions.min.js',
)

/** What analytics.js is late by where the page asks for a slow Segment, in ms. */
const slowMs = 3000

interface SiteRoutesOptions {
  /** Waits so many ms. */
  readonly wait: (ms: number) => Promise<void>
  /** @default where `npm run build` makes it */
  readonly pluginFile?: string
}

/**
 * The demo site: a shop with the real analytics.js, the real Experiment JS client and the source plugin between them, under a
 * policy of its own that lets its scripts run and talk to this origin only.
 */
export function siteRoutes({ wait, pluginFile = builtPlugin }: SiteRoutesOptions): Hono {
  const routes = new Hono()
  routes.use(
    '/site/*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  )
  routes.get('/site', (context) => context.redirect('/site/'))
  // Every page of the shop is this one document: the routes are the page's own.
  for (const path of ['/site/', '/site/product', '/site/checkout'])
    routes.get(path, (context) =>
      existsSync(pluginFile) ? staticFile(context, ownFolder, 'index.html') : context.html(notBuiltPage, 503),
    )
  routes.get('/site/left', (context) => staticFile(context, ownFolder, 'left.html'))
  routes.get('/site/experiment.js', (context) =>
    staticFile(context, dirname(experimentClient), basename(experimentClient)),
  )
  routes.get('/site/experiment-impressions.min.js', (context) =>
    staticFile(context, dirname(pluginFile), basename(pluginFile)),
  )
  // The same path as on Segment's CDN, late. A page that wants a blocked Segment asks where nothing is.
  routes.get('/site/slow/analytics.js/v1/demo/analytics.min.js', async (context) => {
    await wait(slowMs)
    return context.redirect('/analytics.js/v1/demo/analytics.min.js')
  })
  routes.get('/site/:file', (context) => {
    const file = context.req.param('file')
    // The documents have addresses of their own.
    return /^[\w-]+\.(js|css|svg)$/.test(file) ? staticFile(context, ownFolder, file) : context.notFound()
  })
  return routes
}
