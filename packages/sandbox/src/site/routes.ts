import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { staticFile, staticFolder } from '../server/static-files.js'
import { notBuiltPage } from './not-built-page.js'
import { pluginFolder } from './plugin-routes.js'

const require = createRequire(import.meta.url)

/** The demo site's own files. */
const ownFolder = fileURLToPath(new URL('../../site', import.meta.url))

/** The real Experiment JS client, as published on npm. */
const experimentClient = require.resolve('@amplitude/experiment-js-client')

const builtPlugin = join(pluginFolder, 'experiment-impressions.min.js')

/** The delay of analytics.js if the page asks for a slow Segment, in ms. */
const slowMs = 3000

interface SiteRoutesOptions {
  /** Waits for a number of ms. */
  readonly wait: (ms: number) => Promise<void>
  /** @default the output of `npm run build` */
  readonly pluginFile?: string
}

/**
 * The demo site: a shop with the real analytics.js, the real Experiment JS client and the source plugin between them. Its own
 * content security policy allows only scripts of this origin, and connections to it.
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
  // Every page of the shop is this document; the page itself does the routing.
  const page = staticFile(join(ownFolder, 'index.html'))
  for (const path of ['/site/', '/site/product', '/site/checkout'])
    routes.get(path, async (context, next) =>
      existsSync(pluginFile) ? page(context, next) : context.html(notBuiltPage, 503),
    )
  routes.get('/site/left', staticFile(join(ownFolder, 'left.html')))
  routes.get('/site/experiment.js', staticFile(experimentClient))
  routes.get('/site/experiment-impressions.min.js', staticFile(pluginFile))
  // The same path as on Segment's CDN, but late. For a blocked Segment, the page uses a path that doesn't exist.
  routes.get('/site/slow/analytics.js/v1/demo/analytics.min.js', async (context) => {
    await wait(slowMs)
    return context.redirect('/analytics.js/v1/demo/analytics.min.js')
  })
  // Not the documents, which have other addresses.
  routes.get('/site/:file{[\\w-]+\\.(?:js|css|svg)}', staticFolder(ownFolder))
  return routes
}
