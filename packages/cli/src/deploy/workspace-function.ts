import { ownPath } from '@experiment-impressions/contract/json'
import type { FunctionSetting } from '../function-release.js'

/** A function in a list, without its code (`ListFunctionItemV1` of Segment's SDK 47.0.0). */
export interface ListedFunction {
  readonly id: string
  /** Segment appends the workspace, except for source functions: `Name (Workspace)`. */
  readonly displayName: string
  readonly resourceType: string
}

/** A function of the workspace (`FunctionV1` of Segment's SDK 47.0.0). Absent texts are empty, absent settings an empty list. */
export interface WorkspaceFunction extends ListedFunction {
  readonly code: string
  readonly settings: readonly FunctionSetting[]
  readonly description: string
  /** Whether the running version is the latest; `undefined` if Segment doesn't say. */
  readonly isLatestVersion: boolean | undefined
}

/** Reads a listed function; `undefined` if it has no id. */
export function readListedFunction(value: unknown): ListedFunction | undefined {
  const id = textAt(value, 'id')
  if (id === '') return undefined
  return { id, displayName: textAt(value, 'displayName'), resourceType: textAt(value, 'resourceType') }
}

/** Reads a whole function; `undefined` if it has no id. */
export function readWorkspaceFunction(value: unknown): WorkspaceFunction | undefined {
  const listed = readListedFunction(value)
  if (listed === undefined) return undefined
  const settings = ownPath(value, ['settings'])
  const isLatestVersion = ownPath(value, ['isLatestVersion'])
  return {
    ...listed,
    code: textAt(value, 'code'),
    settings: Array.isArray(settings) ? settings.map(readSetting) : [],
    description: textAt(value, 'description'),
    isLatestVersion: typeof isLatestVersion === 'boolean' ? isLatestVersion : undefined,
  }
}

function readSetting(value: unknown): FunctionSetting {
  return {
    name: textAt(value, 'name'),
    label: textAt(value, 'label'),
    description: textAt(value, 'description'),
    type: textAt(value, 'type') as FunctionSetting['type'],
    required: ownPath(value, ['required']) === true,
    sensitive: ownPath(value, ['sensitive']) === true,
  }
}

function textAt(value: unknown, key: string): string {
  const text = ownPath(value, [key])
  return typeof text === 'string' ? text : ''
}
