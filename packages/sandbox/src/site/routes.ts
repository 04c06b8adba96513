import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono, type Context } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { notBuiltPage } from './not-built-page.js'

const require = createRequire(import.meta.url)

/** The demo site's own files. */
const ownFolder = fileURLToPath(new URL('../../site', import.meta.url))

/** The source plugin's script-tag build, which a fresh clone has not made yet. */
const builtPlugin = join(
  dirname(require.resolve('@experiment-impressions/source-plugin/package.json')),
  'dist/experiment-impressions.min.js',
)

/** What analytics.js is late by where the page asks for a slow Segment, in ms. */
const slowMs = 3000

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

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
    routes.get(path, async (context) =>
      (await contentOf(pluginFile)) === undefined
        ? context.html(notBuiltPage, 503)
        : send(context, join(ownFolder, 'index.html')),
    )
  routes.get('/site/left', (context) => send(context, join(ownFolder, 'left.html')))
  routes.get('/site/experiment.js', (context) =>
    send(context, require.resolve('@amplitude/experiment-js-client')),
  )
  routes.get('/site/experiment-impressions.min.js', (context) => send(context, pluginFile))
  // The same path as on Segment's CDN, late. A page that wants a blocked Segment asks where nothing is.
  routes.get('/site/slow/analytics.js/v1/demo/analytics.min.js', async (context) => {
    await wait(slowMs)
    return context.redirect('/analytics.js/v1/demo/analytics.min.js')
  })
  routes.get('/site/:file', (context) => {
    const file = context.req.param('file')
    // No separators, so that no name leads out of the folder.
    return /^[\w-]+\.(js|css|svg)$/.test(file) ? send(context, join(ownFolder, file)) : context.notFound()
  })
  return routes
}

async function send(context: Context, file: string) {
  const content = await contentOf(file)
  if (content === undefined) return context.notFound()
  const type = contentTypes[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  return context.body(content, 200, { 'content-type': type })
}

async function contentOf(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file))
  } catch {
    return undefined
  }
}
