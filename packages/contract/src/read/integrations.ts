import { createIssue, type Issue, type IssuePath } from '../issues/issues.js'
import { isObject, own, plain } from '../json/json-value.js'

/** The names of this destination in an event's `integrations`. */
const ownName = /^(?:actions[\s-]+)?amplitude[\s-]*experiment(?:\s*\(actions\))?$/i

/**
 * The issue of an event whose `integrations` keep Segment from delivering it to this destination; `undefined` if they don't.
 * Segment doesn't deliver to a destination whose name is `false`. `All: false` turns off every destination that isn't turned
 * on by name. Source: Segment docs, "Spec: Common Fields", "Integrations".
 */
export function integrationsOff(event: unknown): Issue | undefined {
  const path = offPath(event)
  return path === undefined ? undefined : createIssue('INTEGRATIONS_OFF', path, {})
}

function offPath(event: unknown): IssuePath | undefined {
  const integrations = isObject(event) ? plain(own(event, 'integrations')) : undefined
  if (!isObject(integrations)) return undefined
  const names = Object.keys(integrations).filter((key) => ownName.test(key))
  const off = names.sort().find((name) => own(integrations, name) === false)
  if (off !== undefined) return ['integrations', off]
  if (names.length > 0) return undefined
  const all = ['All', 'all'].find((key) => own(integrations, key) === false)
  return all === undefined ? undefined : ['integrations', all]
}
