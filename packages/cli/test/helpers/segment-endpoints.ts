import { randomBytes } from 'node:crypto'
import { check, invalid, Refusal, resourceTypes, schemas, type Json } from './segment-schemas.js'
import { nameOfRule, readRules } from './segment-rules.js'

export interface StubFunction {
  id: string
  catalogId: string
  displayName: string
  resourceType: string
  code: string
  settings: readonly object[]
  description: string
  isLatestVersion?: boolean
}

interface StubInstance {
  id: string
  classId: string
  integrationId: string
  name: string
  enabled: boolean
  settings: Json
}

/** What is in the workspace. */
export interface Workspace {
  readonly functions: StubFunction[]
  readonly instances: StubInstance[]
  /** Code of every version of a function, oldest first. */
  readonly versions: Map<string, string[]>
  /** The rules of each tracking plan, by type, key and version. */
  readonly plans: Map<string, Map<string, Json>>
}

export interface EndpointOptions {
  /** Most items of a page, whatever is asked for. */
  readonly pageSize?: number
  /** What an update says of its deployment. */
  readonly isLatestVersion?: boolean
}

const workspace = 'Acme (EU)'

/** The endpoints of functions, their instances and tracking plans, on a workspace in memory. */
export function createEndpoints(
  { functions, instances, versions, plans }: Workspace,
  { pageSize = 200, isLatestVersion }: EndpointOptions,
) {
  const hex = () => randomBytes(12).toString('hex')

  const add = (given: Partial<StubFunction>): StubFunction => {
    const {
      displayName = 'Amplitude Experiment Impressions',
      resourceType = 'DESTINATION',
      code = '//',
    } = given
    const catalogId = hex()
    const prefix = resourceType === 'DESTINATION' ? 'dfn_' : resourceType === 'SOURCE' ? 'sfnc_' : 'ifnd_'
    const added: StubFunction = {
      id: `${prefix}${catalogId}`,
      catalogId,
      settings: [],
      description: '',
      resourceType,
      code,
      ...given,
      displayName: resourceType === 'SOURCE' ? displayName : `${displayName} (${workspace})`,
    }
    functions.push(added)
    versions.set(added.id, [code])
    return added
  }

  const functionOf = (id: string) => {
    const found = functions.find((each) => each.id === id)
    if (found === undefined) throw new Refusal(404, 'not-found', `Function ${id} not found.`)
    return found
  }

  const page = (items: readonly unknown[], key: string, query: URLSearchParams) => {
    const count = Number(query.get('pagination.count'))
    if (!Number.isInteger(count) || count < 1 || count > 200)
      throw invalid('pagination.count', '"pagination.count" must be between 1 and 200')
    const start = Number(Buffer.from(query.get('pagination.cursor') ?? 'MA==', 'base64').toString())
    if (!Number.isInteger(start)) throw invalid('pagination.cursor', '"pagination.cursor" is invalid')
    const end = start + Math.min(count, pageSize)
    const cursor = (at: number) => Buffer.from(String(at)).toString('base64')
    const next = end < items.length ? { next: cursor(end) } : {}
    return { [key]: items.slice(start, end), pagination: { current: cursor(start), ...next } }
  }

  const onlyQuery = (query: URLSearchParams, ...names: readonly string[]) => {
    for (const name of query.keys())
      if (![...names, 'pagination.count', 'pagination.cursor'].includes(name))
        throw invalid(name, `"${name}" is not allowed`)
    for (const name of names) if (query.get(name) === null) throw invalid(name, `"${name}" is required`)
  }

  /** Endpoints: what they answer with, and whether they exist in alpha alone. */
  const answer = (
    method: string,
    path: string,
    { query, body }: { query: URLSearchParams; body: unknown },
  ): Json => {
    const [, collection, id = '', sub = ''] = path.split('/').map(decodeURIComponent)
    switch (`${method} /${String(collection)}${id && '/:id'}${sub && `/${sub}`}`) {
      case 'GET /functions': {
        onlyQuery(query, 'resourceType')
        if (!resourceTypes(query.get('resourceType')))
          throw invalid('resourceType', '"resourceType" is invalid')
        const listed = functions
          .filter(({ resourceType }) => resourceType === query.get('resourceType'))
          .map(({ code: _, settings: __, isLatestVersion: ___, ...item }) => item)
        return page(listed, 'functions', query)
      }
      case 'POST /functions':
        return { function: add(check(body, schemas.create)) }
      case 'GET /functions/:id':
        return { function: functionOf(id) }
      case 'PATCH /functions/:id': {
        const changes = check(body, schemas.update) as Partial<StubFunction>
        const changed = Object.assign(
          functionOf(id),
          changes,
          isLatestVersion === undefined ? {} : { isLatestVersion },
        )
        versions.get(id)?.push(changed.code)
        return { function: changed }
      }
      case 'POST /functions/:id/deploy':
        if (!id.startsWith('sfn_'))
          throw new Refusal(400, 'bad-request', 'Provide a valid Source function instance ID.')
        return { functionDeployment: { status: 'SUCCESS' } }
      case 'GET /functions/:id/versions': {
        onlyQuery(query)
        const kept = (versions.get(functionOf(id).id) ?? []).map((code, at) => ({
          id: `v${String(at)}`,
          code,
        }))
        return page(kept, 'versions', query)
      }
      case 'POST /functions/:id/versions': {
        const { versionId } = check(body, schemas.restore)
        const code = versions.get(functionOf(id).id)?.[Number(String(versionId).slice(1))]
        if (code === undefined) throw new Refusal(404, 'not-found', `Version ${String(versionId)} not found.`)
        functionOf(id).code = code
        return { version: { id: versionId, code } }
      }
      case 'GET /insert-function-instances':
        onlyQuery(query, 'functionId')
        return page(
          instances.filter(({ classId }) => classId === query.get('functionId')),
          'instances',
          query,
        )
      case 'POST /insert-function-instances': {
        const { functionId, ...given } = check(body, schemas.connect)
        const known = functions.some(
          (each) => each.resourceType === 'INSERT_DESTINATION' && each.catalogId === functionId,
        )
        if (!known) throw new Refusal(400, 'bad-request', `Insert function ${String(functionId)} not found.`)
        const made = { id: hex(), classId: functionId, enabled: false, ...given } as StubInstance
        instances.push(made)
        return { insertFunctionInstance: { ...made, encryptedSettings: {} } }
      }
      case 'PATCH /insert-function-instances/:id': {
        const found = instances.find((each) => each.id === id)
        if (found === undefined) throw new Refusal(404, 'not-found', `Instance ${id} not found.`)
        Object.assign(found, check(body, schemas.reconnect))
        return { insertFunctionInstance: { ...found, encryptedSettings: {} } }
      }
      case 'PATCH /tracking-plans/:id/rules': {
        const plan = id.startsWith('tp_') ? plans.get(id) : undefined
        if (plan === undefined) throw new Refusal(404, 'not-found', 'Tracking Plan not found.')
        for (const rule of readRules(check(body, schemas.rules))) plan.set(nameOfRule(rule), rule)
        return { status: 'SUCCESS' }
      }
      default:
        throw new Refusal(404, 'not-found', `${method} ${path} not found.`)
    }
  }

  return { add, answer }
}
