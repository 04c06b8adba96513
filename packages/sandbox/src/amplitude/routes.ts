import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { amplitudeLimits } from '@experiment-impressions/contract'
import type { UploadApi } from '@experiment-impressions/delivery'
import { refuse, type Answer } from './answer.js'
import type { Ingestion } from './ingestion.js'

const unzip = promisify(gunzip)

/** Room for a body that is over the limit, so that it gets Amplitude's answer. */
const maxBytes = amplitudeLimits.batchBytes + 1_000_000

/** The key pair of a project. */
export interface Project {
  readonly apiKey: string
  readonly secretKey: string
}

interface AmplitudeRoutesOptions {
  readonly ingestion: Ingestion
  /** The one project there is. */
  readonly project: Project
}

/**
 * Amplitude's upload and user-search APIs.
 * Sources: Amplitude docs, "HTTP V2 API", "Batch Event Upload API", "Dashboard REST API".
 */
export function amplitudeRoutes({ ingestion, project }: AmplitudeRoutesOptions): Hono {
  const routes = new Hono()
  const limit = bodyLimit({
    maxSize: maxBytes,
    onError: (context) => send(context, refuse(413, 'Payload too large')),
  })
  const uploads = (api: UploadApi) => async (context: Context) => {
    const text = await readBody(context)
    return send(
      context,
      text === undefined ? refuse(400, 'Invalid request body') : ingestion.upload(api, text),
    )
  }
  routes.post('/2/httpapi', limit, uploads('httpapi'))
  routes.post('/batch', limit, uploads('batch'))
  routes.get('/api/2/usersearch', (context) => {
    if (!isAuthorized(context, project)) return send(context, refuse(401, 'Unauthorized'))
    const user = context.req.query('user')
    if (user === undefined || user === '') return send(context, refuse(400, 'Missing user'))
    const userId = ingestion.people.find(user)?.userId
    const matches = userId === undefined ? [] : [{ user_id: userId }]
    return context.json({ matches, type: matches.length === 0 ? 'nomatch' : 'match_user_or_device_id' })
  })
  return routes
}

function send(context: Context, { status, body }: Answer) {
  return context.json(body, status)
}

/** The body as text, unzipped where it is zipped; `undefined` where that fails. */
async function readBody(context: Context): Promise<string | undefined> {
  const bytes = Buffer.from(await context.req.arrayBuffer())
  if (context.req.header('content-encoding') !== 'gzip') return bytes.toString('utf8')
  try {
    return (await unzip(bytes, { maxOutputLength: maxBytes })).toString('utf8')
  } catch {
    return undefined
  }
}

function isAuthorized(context: Context, { apiKey, secretKey }: Project): boolean {
  const expected = `Basic ${Buffer.from(`${apiKey}:${secretKey}`).toString('base64')}`
  return context.req.header('authorization') === expected
}
