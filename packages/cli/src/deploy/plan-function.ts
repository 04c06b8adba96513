import { describeFunction, isAsDeployed, isSameCode, compareVersions, readBanner } from './code-version.js'
import type { FunctionSetting } from '../function-release.js'
import type { WorkspaceFunction } from './workspace-function.js'

/** The function as it should be. */
export interface WantedFunction {
  readonly code: string
  readonly settings: readonly FunctionSetting[]
  readonly version: string
  readonly purpose: string
}

/** The fields that a `PATCH` changes. */
type FunctionChanges = Partial<Pick<WorkspaceFunction, 'code' | 'settings' | 'description'>>

/** What to do with an existing function. `from` is its current version, if it's ours. */
export type FunctionPlan =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'update'; readonly changes: FunctionChanges; readonly from: string | undefined }
  /** Someone wrote or edited the code by hand. */
  | { readonly kind: 'edited'; readonly from: string | undefined }
  | { readonly kind: 'newer'; readonly from: string }

/** Compares the function in the workspace with the wanted one. Pure. Replaces newer or edited code only with `force`. */
export function planFunction(
  existing: WorkspaceFunction,
  wanted: WantedFunction,
  { force = false }: { readonly force?: boolean } = {},
): FunctionPlan {
  const changes = changesOf(existing, wanted)
  if (Object.keys(changes).length === 0) return { kind: 'unchanged' }
  const from = readBanner(existing.code)?.version
  if (changes.code === undefined || force) return { kind: 'update', changes, from }
  if (from === undefined || isEdited(existing, { from, version: wanted.version }))
    return { kind: 'edited', from }
  return compareVersions(from, wanted.version) > 0
    ? { kind: 'newer', from }
    : { kind: 'update', changes, from }
}

function changesOf(existing: WorkspaceFunction, wanted: WantedFunction): FunctionChanges {
  const description = describeFunction(wanted.purpose, wanted)
  return {
    ...(!isSameCode(existing.code, wanted.code) && { code: wanted.code }),
    ...(!isSameSettings(existing.settings, wanted.settings) && { settings: wanted.settings }),
    ...(existing.description !== description && { description }),
  }
}

/** A release has one code, so other code with the same version was edited. */
function isEdited(
  { code, description }: WorkspaceFunction,
  versions: { from: string; version: string },
): boolean {
  return !(isAsDeployed(code, description) ?? versions.from !== versions.version)
}

/** Whether they are the same, in any order. */
function isSameSettings(one: readonly FunctionSetting[], other: readonly FunctionSetting[]): boolean {
  const [a, b] = [one, other].map((settings) => settings.map(textOf).sort())
  return a?.join('\n') === b?.join('\n')
}

function textOf({ name, label, description, type, required, sensitive }: FunctionSetting): string {
  return JSON.stringify([name, label, description, type, required, sensitive])
}
