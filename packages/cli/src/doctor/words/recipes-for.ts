import type { Recipe } from '../../recipe.js'
import type { SandboxKeys } from '../../sandbox-module.js'
import type { Check } from '../check.js'
import type { FindingCode } from '../finding.js'
import { fetchRecipe, type Fetched } from './fetch-recipe.js'
import { sandboxRecipe } from './sandbox-recipe.js'

interface Given {
  /** Whether there is a file of subscriptions. Without one, the presets were checked. */
  readonly hasSubscriptions: boolean
  readonly sandboxKeys: SandboxKeys
  /** As given; `undefined` for Amplitude itself. */
  readonly amplitudeUrl: string | undefined
}

/** Lines to copy that belong below the report: how to get what’s missing, and how to try the sandbox’s keys. */
export function recipesFor(
  checks: readonly Check[],
  { hasSubscriptions, sandboxKeys, amplitudeUrl }: Given,
): Recipe[] {
  const isMissing = (name: Fetched, code: FindingCode): boolean =>
    checks.some((check) => check.name === name && (!check.isMade || hasFinding(check, code)))
  const wanted = [
    ...(isMissing('settings', 'SETTINGS_FOREIGN') ? (['settings'] as const) : []),
    ...(!hasSubscriptions || isMissing('subscriptions', 'SUBSCRIPTIONS_EMPTY')
      ? (['subscriptions'] as const)
      : []),
  ]
  const isSandbox = checks.some(({ findings }) => findings.some(({ params }) => 'sandbox' in params))
  return [
    // Whoever tries the sandbox has nothing in Segment yet.
    ...(wanted.length > 0 && amplitudeUrl === undefined ? [fetchRecipe(wanted)] : []),
    ...(isSandbox ? [sandboxRecipe(sandboxKeys, amplitudeUrl)] : []),
  ]
}

function hasFinding({ findings }: Check, code: FindingCode): boolean {
  return findings.some((finding) => finding.code === code)
}
