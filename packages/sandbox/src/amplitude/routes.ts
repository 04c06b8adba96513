import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { JsonObject } from '@experiment-impressions/contract/json'
import { endpointPaths, type EndpointName, type UploadApi } from '@experiment-impressions/delivery'
import type { Faults } from './faults/faults.js'
import type { NodeServer } from '../server/listen.js'
import { applyFaults } from './faults/apply-faults.js'
import { refuse, type Answer } from './answer.js'
import type { Deletions } from './privacy/deletions.js'
import type { Ingestion } from './ingestion/ingestion.js'
import { documentedLookupLimits, limitLookups, type LookupLimits } from './people/limit-lookups.js'
import { maxBodyBytes, payloadTooLarge, readBody } from './ingestion/read-body.js'
import type { StoredEvents } from './stored-events.js'
import { viewActivity } from './people/user-activity.js'
import { searchUsers } from './people/user-search.js'

/** The key pair of a project. */
export interface Project {
  readonly apiKey: string
  readonly secretKey: string
}

interface AmplitudeRoutesOptions {
  readonly ingestion: Ingestion
  readonly deletions: Deletions
  readonly stored: Pick<StoredEvents, 'all'>
  readonly faults: Faults
  /** The only project. */
  readonly project: Project
  /** @default the documented limits */
  readonly lookupLimits?: Partial<LookupLimits> | undefined
  /** Epoch ms. */
  readonly now: () => number
  /** Waits for a number of ms. */
  readonly wait: (ms: number) => Promise<void>
}

/**
 * Amplitude's upload, identify, user-search, user-activity and deletion APIs.
 * Sources: Amplitude docs, "HTTP V2 API", "Batch Event Upload API", "Identify API", "Dashboard REST API", "User Privacy API".
 */
export function amplitudeRoutes(options: AmplitudeRoutesOptions) {
  const { ingestion, deletions, stored, faults, project, lookupLimits, now, wait } = options
  const routes = new Hono<NodeServer>()
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (context) => send(context, payloadTooLarge),
  })
  const faulty = (path: EndpointName) => applyFaults({ faults, path, wait })
  const uploads = (api: UploadApi) => async (context: Context) => {
    const text = await readBody(context)
    return send(context, typeof text === 'string' ? ingestion.upload(api, text) : text)
  }
  const forOwner = (answer: (context: Context) => Answer | Promise<Answer>) => async (context: Context) =>
    send(context, isAuthorized(context, project) ? await answer(context) : refuse(401, 'Unauthorized'))
  const lookups = limitLookups(now, { ...documentedLookupLimits, ...lookupLimits })
  // A request without the keys doesn't count towards the project's limits.
  const limited: MiddlewareHandler = (context, next) =>
    isAuthorized(context, project) ? lookups(context, next) : next()

  routes.post(endpointPaths.httpapi, limit, faulty('httpapi'), uploads('httpapi'))
  routes.post(endpointPaths.batch, limit, faulty('batch'), uploads('batch'))
  routes.post(endpointPaths.identify, limit, faulty('identify'), async (context) =>
    send(context, ingestion.identify(await readForm(context))),
  )
  routes.get(
    endpointPaths.usersearch,
    limited,
    faulty('usersearch'),
    forOwner(({ req }) => {
      const user = req.query('user') ?? ''
      if (user === '') return refuse(400, 'Missing user')
      return { status: 200, body: { ...searchUsers(user, ingestion.people) } }
    }),
  )
  routes.get(
    endpointPaths.useractivity,
    limited,
    faulty('useractivity'),
    forOwner(({ req }) =>
      viewActivity((name) => req.query(name), { people: ingestion.people, stored: stored.all() }),
    ),
  )
  routes.post(
    endpointPaths.deletions,
    limit,
    faulty('deletions'),
    forOwner(async ({ req }) => deletions.request(await req.text())),
  )
  routes.get(
    endpointPaths.deletions,
    faulty('deletions'),
    forOwner(({ req }) => deletions.list(req.query('start_day'), req.query('end_day'))),
  )
  return routes
}

function send(context: Context, { status, body }: Answer) {
  return typeof body === 'string' ? context.text(body, status) : context.json(body, status)
}

/** The fields of a form; empty if the body isn't a form. */
async function readForm({ req }: Context): Promise<JsonObject> {
  try {
    return await req.parseBody()
  } catch {
    return {}
  }
}

/**
 * Not `hono/basic-auth`: it ends the request, but the lookup limits need the result first, and faults act in between.
 */
function isAuthorized(context: Context, { apiKey, secretKey }: Project): boolean {
  const expected = `Basic ${Buffer.from(`${apiKey}:${secretKey}`).toString('base64')}`
  return context.req.header('authorization') === expected
}
