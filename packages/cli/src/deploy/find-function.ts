import { escapeText } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import { UsageError } from '../errors.js'
import { readPages } from '../segment-api/read-pages.js'
import { listOf } from '../terminal/format.js'
import { unexpectedAnswer } from './deploy-error.js'
import { functionKinds, type FunctionKind } from '../function-release.js'
import type { Session } from '../segment-api/session.js'
import { readListedFunction, readWorkspaceFunction, type WorkspaceFunction } from './workspace-function.js'

interface Wanted {
  readonly kind: FunctionKind
  readonly name: string
  /** The function's id, if the user gave one. */
  readonly id: string | undefined
}

/**
 * Finds the function to update; `undefined` if none has the name.
 * @throws {UsageError} if several have the name, or the id belongs to another kind of function
 */
export async function findFunction(
  session: Session,
  { kind, name, id }: Wanted,
): Promise<WorkspaceFunction | undefined> {
  const found = id ?? (await findByName(session, { kind, name }))
  if (found === undefined) return undefined
  const request = { method: 'GET', path: `/functions/${encodeURIComponent(found)}` } as const
  const existing = readWorkspaceFunction(ownPath(await session.read(request), ['function']))
  if (existing === undefined) throw unexpectedAnswer(request)
  const { resourceType, title } = functionKinds[kind]
  if (existing.resourceType === resourceType) return existing
  throw new UsageError(
    `--id belongs to a function of type ${escapeText(existing.resourceType.slice(0, 40))}, not to a ${title}. ${kind === 'insert' ? 'Leave out' : 'Add'} --insert, or use another id.`,
  )
}

async function findByName(
  session: Session,
  { kind, name }: Pick<Wanted, 'kind' | 'name'>,
): Promise<string | undefined> {
  const { resourceType, title } = functionKinds[kind]
  const list = { path: '/functions', query: { resourceType }, key: 'functions' }
  const items = await readPages(session.read, list)
  const isAsked = session.requests.some(({ isSent }) => isSent)
  if (items === undefined) {
    if (!isAsked) return undefined
    throw unexpectedAnswer({ method: 'GET', path: list.path })
  }
  const [first, ...others] = items
    .map(readListedFunction)
    .filter((each) => each !== undefined)
    .filter((each) => each.resourceType === resourceType && isNamed(each.displayName, name))
  if (others.length === 0 || first === undefined) return first?.id
  const ids = [first, ...others].map(({ id }) => escapeText(id.slice(0, 100)))
  throw new UsageError(
    `The workspace has ${String(ids.length)} ${title}s called “${escapeText(name)}”: ${listOf(ids)}. Choose one with --id.`,
  )
}

/**
 * Whether a display name is the name, alone or followed by the workspace. The workspace may contain parentheses: `Name (Acme
 * (EU))` matches, `Name (staging) (Acme)` doesn't.
 */
function isNamed(displayName: string, name: string): boolean {
  if (displayName === name) return true
  if (!displayName.startsWith(`${name} (`) || !displayName.endsWith(')')) return false
  let depth = 0
  const closesEarly = Array.from(displayName.slice(name.length + 1, -1)).some((character) => {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    return depth === 0
  })
  return !closesEarly && depth === 1
}
