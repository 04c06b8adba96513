import { ownPath } from '@experiment-impressions/contract/json'
import { readPages } from '../segment-api/read-pages.js'
import { unexpectedAnswer } from './deploy-error.js'
import type { ConnectedInstance } from './progress.js'
import type { Session } from '../segment-api/session.js'

/** The destination to connect an insert function to, and its settings. */
export interface Connection {
  /** The id of the destination. */
  readonly integrationId: string
  /** The display name of a new instance. */
  readonly instanceName: string
  /** Values for some of the function's settings. */
  readonly settings: Readonly<Record<string, unknown>>
}

interface Connect extends Connection {
  /** `undefined` in a dry run that would create the function. */
  readonly functionId: string | undefined
}

/** Stands for the id in a dry run, which doesn't create the function. */
const idToCome = '<id of the new function>'
const path = '/insert-function-instances'
const stability = 'v1alpha'

/**
 * Connects an insert function to a destination, or changes the settings of an existing connection. One that is switched off
 * stays off. Returns `undefined` in a dry run. Segment finds the function only by its id without the prefix
 * (terraform-provider-segment, insert_function_instance_resource.go; its issue 199).
 */
export async function connectInsert(
  session: Session,
  { functionId, integrationId, instanceName, settings }: Connect,
): Promise<ConnectedInstance | undefined> {
  const classId = (functionId ?? idToCome).replace(/^ifnd_/, '')
  const existing =
    functionId === undefined ? undefined : await findInstance(session, { classId, integrationId })
  if (existing === undefined) {
    const body = { functionId: classId, integrationId, enabled: true, name: instanceName, settings }
    return write(session, { method: 'POST', path, body }, 'connected')
  }
  const isSame = Object.entries(settings).every(
    ([name, value]) => JSON.stringify(ownPath(existing.settings, [name])) === JSON.stringify(value),
  )
  if (isSame) return { action: 'unchanged', ...outcomeOf(existing) }
  const body = { settings: { ...existing.settings, ...settings } }
  const own = `${path}/${encodeURIComponent(existing.id)}`
  return write(session, { method: 'PATCH', path: own, body }, 'updated')
}

/** An instance of an insert function (`InsertFunctionInstanceAlpha` of Segment's SDK 47.0.0). */
interface Instance {
  readonly id: string
  readonly integrationId: string
  readonly enabled: boolean
  readonly settings: Readonly<Record<string, unknown>>
}

async function findInstance(
  session: Session,
  { classId, integrationId }: { readonly classId: string; readonly integrationId: string },
): Promise<Instance | undefined> {
  const list = { path, stability, query: { functionId: classId }, key: 'instances' } as const
  const items = await readPages(session.read, list)
  if (items === undefined) throw unexpectedAnswer({ method: 'GET', path })
  return items.map(readInstance).find((instance) => instance?.integrationId === integrationId)
}

interface Writing {
  readonly method: 'POST' | 'PATCH'
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

async function write(
  session: Session,
  writing: Writing,
  action: ConnectedInstance['action'],
): Promise<ConnectedInstance | undefined> {
  const data = await session.write({ ...writing, stability })
  if (data === undefined) return undefined
  const instance = readInstance(ownPath(data, ['insertFunctionInstance']))
  if (instance === undefined) throw unexpectedAnswer(writing)
  return { action, ...outcomeOf(instance) }
}

function outcomeOf({ id, integrationId, enabled }: Instance) {
  return { id, integrationId, isEnabled: enabled }
}

function readInstance(value: unknown): Instance | undefined {
  const [id, integrationId] = [['id'], ['integrationId']].map((key) => ownPath(value, key))
  const settings = ownPath(value, ['settings'])
  if (typeof id !== 'string' || typeof integrationId !== 'string') return undefined
  return {
    id,
    integrationId,
    enabled: ownPath(value, ['enabled']) === true,
    settings: typeof settings === 'object' && settings !== null ? (settings as Instance['settings']) : {},
  }
}
