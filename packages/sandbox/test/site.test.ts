import { request } from 'node:http'
import { siteRoutes } from '../src/site/routes.js'
import { createStage } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The status of a request whose path is sent unchanged. `fetch` would resolve the dots. */
function statusOf(url: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

/** The demo site without a sandbox around it. */
function createSite(options: Partial<Parameters<typeof siteRoutes>[0]> = {}) {
  const waited: number[] = []
  const routes = siteRoutes({
    wait: (ms) => {
      waited.push(ms)
      return Promise.resolve()
    },
    ...options,
  })
  return { get: async (path: string) => routes.request(path), waited }
}

test.each([
  ['/site/', 'text/html; charset=utf-8', 'Little Kettle'],
  ['/site/product', 'text/html; charset=utf-8', 'Little Kettle'],
  ['/site/checkout', 'text/html; charset=utf-8', 'Little Kettle'],
  ['/site/left', 'text/html; charset=utf-8', 'You have left the shop'],
  ['/site/shop.js', 'text/javascript; charset=utf-8', 'startExperiments'],
  ['/site/style.css', 'text/css; charset=utf-8', '--bg'],
  ['/site/icon.svg', 'image/svg+xml; charset=utf-8', '<svg'],
  ['/site/experiment.js', 'text/javascript; charset=utf-8', 'Experiment'],
])(
  'the sandbox serves %s as %s, with a policy that allows only its own scripts',
  async (path, type, text) => {
    // Any existing file will do, so that this test needs no build.
    const { get } = createSite({ pluginFile: __filename })
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-security-policy')).toBe(policy)
    expect(await response.text()).toContain(text)
  },
)

test('the site keeps its own policy in the sandbox, even for unknown files', async () => {
  const sandbox = await stage.start()
  for (const path of ['/site/left', '/site/shop.js', '/site/nothing.js'])
    expect((await fetch(`${sandbox.url}${path}`)).headers.get('content-security-policy')).toBe(policy)
  expect((await fetch(sandbox.url)).headers.get('content-security-policy')).not.toBe(policy)
})

test('redirects to the site without the last slash', async () => {
  const response = await createSite().get('/site')
  expect(response.status).toBe(302)
  expect(response.headers.get('location')).toBe('/site/')
})

test('has no inline scripts or styles in its pages', async () => {
  const { get } = createSite({ pluginFile: __filename })
  for (const path of ['/site/', '/site/left']) {
    const page = await (await get(path)).text()
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/)
    // Nothing from other sites.
    expect(page).not.toMatch(/(src|href)="(?!\/|#)/)
  }
})

test.each([
  '/site/../package.json',
  '/site/..%2fpackage.json',
  '/site/%2e%2e/package.json',
  '/site/..%5cpackage.json',
  '/site/%2e%2e%2fsrc%2fapp.ts',
  '/site/....js',
  '/site/.js',
  '/site/index.html',
  '/site/shop.js%00.css',
  '/site/experiment.js/../../package.json',
  '/site/slow/analytics.js/v1/%2f%2fshop.example/analytics.min.js',
])('answers 404 at %s', async (path) => {
  const sandbox = await stage.start()
  expect(await statusOf(sandbox.url, path)).toBe(404)
})

test('delays analytics.js if the page asks for a slow Segment', async () => {
  const { get, waited } = createSite()
  const response = await get('/site/slow/analytics.js/v1/demo/analytics.min.js')
  expect(response.headers.get('location')).toBe('/analytics.js/v1/demo/analytics.min.js')
  expect(waited).toEqual([3000])
})

test('explains what to do if the source plugin isn’t built', async () => {
  const { get } = createSite({ pluginFile: '/nowhere/experiment-impressions.min.js' })
  const response = await get('/site/')
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm run build')
  expect((await get('/site/experiment-impressions.min.js')).status).toBe(404)
})

test('pages on other ports can load the source plugin and its debug file', async () => {
  const sandbox = await stage.start()
  const origin = 'http://localhost:8000'
  for (const file of ['experiment-impressions.min.js', 'experiment-impressions.debug.min.js']) {
    const response = await fetch(`${sandbox.url}/source-plugin/${file}`, { headers: { origin } })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    expect(response.headers.get('cross-origin-resource-policy')).toBeNull()
  }
  expect((await fetch(`${sandbox.url}/source-plugin/index.js`)).status).toBe(404)
})
