import type { AmplitudeEvent } from '@experiment-impressions/contract'
import { isObject } from '@experiment-impressions/contract/json'
import { hideSecrets } from './hide-secrets.js'

/**
 * A post-transformation form as the sandbox sends it, with secrets taken out; null for anything else. The time and the two
 * kinds of properties are left out where they are of the wrong type, so that whatever reads the form can rely on them.
 */
export function readForm(value: unknown): AmplitudeEvent | null {
  if (!isObject(value) || typeof value['event_type'] !== 'string') return null
  const { time, event_properties: properties, user_properties: operations, ...others } = value
  const form = {
    ...others,
    ...(Number.isSafeInteger(time) ? { time } : {}),
    ...(isObject(properties) ? { event_properties: properties } : {}),
    ...(areOperations(operations) ? { user_properties: operations } : {}),
  }
  return hideSecrets(form) as AmplitudeEvent
}

/** Whether each operator holds an object. */
function areOperations(value: unknown): boolean {
  return (
    isObject(value) &&
    ['$set', '$unset'].some((operator) => isObject(value[operator])) &&
    ['$set', '$unset'].every((operator) => value[operator] === undefined || isObject(value[operator]))
  )
}
