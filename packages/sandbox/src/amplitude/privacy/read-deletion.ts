import { isObject, parseJson } from '@experiment-impressions/contract/json'

/** Maximum ids per request. Source: Amplitude docs, "User Privacy API": "Limits". */
const maxIds = 100

/** A request to delete people. */
export interface DeletionRequest {
  readonly userIds: readonly string[]
  readonly amplitudeIds: readonly number[]
  readonly requester: string
  readonly ignoresInvalidIds: boolean
  readonly includesUserIds: boolean
}

/**
 * Reads the body of a deletion request. If it's invalid, returns the reason.
 *
 * Accepts ids and flags as JSON or as text, and both names of the flag that ignores unknown ids: the documentation's own
 * examples use all of these. `delete_from_org` implies that flag.
 * Source: Amplitude docs, "User Privacy API": "Delete users".
 */
export function readDeletion(text: string): DeletionRequest | string {
  const body = parseJson(text)
  if (!isObject(body)) return 'The body isn’t a JSON object'
  const { user_ids: users = [], amplitude_ids: numbers = [], requester } = body
  if (!isListOf(users, isId)) return 'user_ids isn’t a list of ids'
  if (!isListOf(numbers, isNumber)) return 'amplitude_ids isn’t a list of Amplitude ids'
  const count = users.length + numbers.length
  if (count === 0) return 'user_ids and amplitude_ids are both empty'
  if (count > maxIds) return `More than ${String(maxIds)} ids`
  return {
    userIds: users.map(String),
    amplitudeIds: numbers.map(Number),
    requester: typeof requester === 'string' ? requester : '',
    ignoresInvalidIds: ['ignore_invalid_id', 'ignore_invalid_ids', 'delete_from_org'].some((name) =>
      isTrue(body[name]),
    ),
    includesUserIds: isTrue(body['include_mapped_user_ids']),
  }
}

type Id = string | number

function isListOf(value: unknown, isOne: (one: unknown) => one is Id): value is readonly Id[] {
  return Array.isArray(value) && value.every(isOne)
}

function isId(value: unknown): value is Id {
  return typeof value === 'string' || typeof value === 'number'
}

function isNumber(value: unknown): value is Id {
  return isId(value) && value !== '' && Number.isSafeInteger(Number(value))
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}
