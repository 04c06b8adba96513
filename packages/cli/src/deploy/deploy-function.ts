import { escapeText } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import { describeFunction } from './code-version.js'
import { connectInsert, type Connection } from './connect-insert.js'
import { DeployError, unexpectedAnswer } from './deploy-error.js'
import { findFunction } from './find-function.js'
import { functionKinds, type FunctionKind } from '../function-release.js'
import { planFunction, type FunctionPlan, type WantedFunction } from './plan-function.js'
import type { Session } from '../segment-api/session.js'
import type { Progress } from './progress.js'
import { readWorkspaceFunction, type WorkspaceFunction } from './workspace-function.js'

/** What to deploy, and where to. */
export interface DeployTask {
  readonly kind: FunctionKind
  readonly name: string
  readonly id: string | undefined
  readonly wanted: WantedFunction
  readonly force: boolean
  /** Where to connect an insert function, if the user wants that. */
  readonly connection: Connection | undefined
}

/**
 * Creates or updates the function, and connects it if the task says so. After a failure, the next run continues where this
 * one stopped. It never calls `POST /functions/{id}/deploy`, which is for source functions only (Segment's SDK 47.0.0 and
 * public-api-sdk-go 62.0.3, `createFunctionDeployment`). An update deploys a destination function's code (Config API, “Update
 * Function”: “immediately … to all destination instances”); the answer's `isLatestVersion` confirms it.
 * @throws {DeployError} if the function's code is newer or edited, and `force` isn't given
 */
export async function deployFunction(session: Session, task: DeployTask, progress: Progress): Promise<void> {
  const existing = await findFunction(session, task)
  const id =
    existing === undefined
      ? await createFunction(session, task, progress)
      : await updateFunction(session, { ...task, existing }, progress)
  if (task.connection === undefined) return
  const instance = await connectInsert(session, { ...task.connection, functionId: id })
  if (instance !== undefined) progress.instance = instance
}

async function createFunction(session: Session, task: DeployTask, progress: Progress) {
  const { wanted, name, kind } = task
  const request = {
    method: 'POST',
    path: '/functions',
    body: {
      displayName: name,
      resourceType: functionKinds[kind].resourceType,
      description: describeFunction(wanted.purpose, wanted),
      settings: wanted.settings,
      code: wanted.code,
    },
  } as const
  const data = await session.write(request)
  if (data === undefined) return undefined
  const created = readWorkspaceFunction(ownPath(data, ['function']))
  if (created === undefined) throw unexpectedAnswer(request)
  progress.function = { action: 'created', ...outcomeOf(created, wanted), previousVersion: null, changed: [] }
  return created.id
}

interface Update extends DeployTask {
  readonly existing: WorkspaceFunction
}

async function updateFunction(session: Session, task: Update, progress: Progress): Promise<string> {
  const { existing, wanted } = task
  const plan = planFunction(existing, wanted, task)
  if (plan.kind === 'newer' || plan.kind === 'edited') throw new DeployError(explainRefusal(plan, task))
  if (plan.kind === 'unchanged') {
    const { version } = wanted
    const outcome = outcomeOf(existing, wanted)
    progress.function = { action: 'unchanged', ...outcome, previousVersion: version, changed: [] }
    return existing.id
  }
  const path = `/functions/${encodeURIComponent(existing.id)}`
  const request = { method: 'PATCH', path, body: plan.changes } as const
  const data = await session.write(request)
  if (data === undefined) return existing.id
  const updated = readWorkspaceFunction(ownPath(data, ['function']))
  if (updated === undefined) throw unexpectedAnswer(request)
  progress.function = {
    action: 'updated',
    ...outcomeOf(updated, wanted),
    previousVersion: plan.from ?? null,
    changed: Object.keys(plan.changes),
  }
  return existing.id
}

function outcomeOf({ id, displayName, isLatestVersion }: WorkspaceFunction, { version }: WantedFunction) {
  return { id, displayName, version, isDeployed: isLatestVersion ?? null }
}

type Refusal = FunctionPlan & { readonly kind: 'newer' | 'edited' }

function explainRefusal(plan: Refusal, { existing, wanted, kind }: Update): string {
  const { from } = plan
  const name = `“${escapeText(existing.displayName.slice(0, 200))}” (${escapeText(existing.id.slice(0, 100))})`
  const restore =
    kind === 'destination'
      ? 'Segment keeps the old code in the function’s version history.'
      : 'Copy its code first if you may need it again.'
  if (plan.kind === 'newer')
    return `${name} has version ${String(from)}, which is newer than ${wanted.version}. Update this command, or replace the function with --force. ${restore}`
  const found =
    from === undefined
      ? 'has code that isn’t one of our releases'
      : `has code of version ${from} that was edited by hand`
  return `${name} ${found}. Check it in Segment. Then replace it with --force, or deploy another function with --name. ${restore}`
}
