import { isTooDeep, kindOf, maxJsonLayers, ownPath } from '@experiment-impressions/contract/json'
import { UnreadableInputError } from '../../errors.js'
import { nameOf, readJsonFile } from '../../input/read-json-file.js'
import type { Io } from '../../io.js'
import { createFinding, type Finding, type Place } from '../finding.js'
import { explainOtherContent } from './explain-other-content.js'
import type { Subscription } from './subscription.js'
import { subscriptionsIn } from './subscriptions-in.js'

/** The subscriptions that could be read, and findings about the others. */
export interface GivenSubscriptions {
  readonly subscriptions: readonly Subscription[]
  readonly findings: readonly Finding[]
}

/**
 * Reads the subscriptions of several files into one list.
 * @throws {UnreadableInputError} if a file contains none
 */
export async function readSubscriptions(
  paths: readonly string[],
  io: Pick<Io, 'stdin' | 'signal'>,
): Promise<GivenSubscriptions> {
  const read: GivenSubscriptions[] = []
  for (const path of paths) read.push(parseSubscriptions(await readJsonFile(path, io), path))
  return {
    subscriptions: read.flatMap(({ subscriptions }) => subscriptions),
    findings: read.flatMap(({ findings }) => findings),
  }
}

/**
 * Reads a list of subscriptions, or a response of Segment's Public API to `GET /destinations/{id}/subscriptions`. Without a
 * `file` they are the presets.
 * @throws {UnreadableInputError} if the value is neither
 */
export function parseSubscriptions(value: unknown, file?: string): GivenSubscriptions {
  const list = subscriptionsIn(value)
  const name = nameOf(file ?? 'the destination')
  if (list === undefined)
    throw new UnreadableInputError(
      `${name} ${explainOtherContent(value, 'subscriptions') ?? noSubscriptions}`,
    )
  const parsed = list.map((one, index) => parseSubscription(one, { file, path: [index] }))
  return {
    subscriptions: parsed.flatMap((one) => ('partnerAction' in one ? [one] : [])),
    findings: [
      ...(hasMorePages(value) ? [createFinding('SUBSCRIPTIONS_INCOMPLETE', { file, path: [] }, {})] : []),
      ...parsed.flatMap((one) => ('code' in one ? [one] : [])),
    ],
  }
}

const noSubscriptions =
  'contains no subscriptions; expected a list of { "subscribe", "partnerAction", "mapping" }, or the response of Segment’s Public API to GET /destinations/{id}/subscriptions.'

function hasMorePages(value: unknown): boolean {
  return typeof ownPath(value, ['data', 'pagination', 'next']) === 'string'
}

function parseSubscription(value: unknown, at: Place): Subscription | Finding {
  const read = (names: readonly string[]) => {
    const key = names.find((name) => ownPath(value, [name]) !== undefined) ?? names[0] ?? ''
    return { key, value: ownPath(value, [key]) }
  }
  const name = read(['name']).value
  const place: Place = {
    ...at,
    ...(typeof name === 'string' && name !== '' ? { name: name.slice(0, 200) } : {}),
  }
  const subscribe = read(['subscribe', 'trigger'])
  const action = read(['partnerAction', 'actionSlug'])
  const mapping = read(['mapping', 'settings'])
  const destination = read(['destination', 'destinationId']).value

  const wrong = (key: string, found: unknown, expected: string) =>
    createFinding(
      'SUBSCRIPTION_MALFORMED',
      { ...place, path: key === '' ? place.path : [...place.path, key] },
      { key, expected, received: kindOf(found) },
    )
  if (kindOf(value) !== 'object') return wrong('', value, 'an object')
  if (typeof subscribe.value !== 'string') return wrong(subscribe.key, subscribe.value, 'a string')
  if (typeof action.value !== 'string') return wrong(action.key, action.value, 'a string')
  if (mapping.value !== undefined && kindOf(mapping.value) !== 'object')
    return wrong(mapping.key, mapping.value, 'an object')
  if (isTooDeep(mapping.value))
    return wrong(mapping.key, mapping.value, `an object with at most ${String(maxJsonLayers)} levels`)
  return {
    place,
    destination: typeof destination === 'string' && destination !== '' ? destination : undefined,
    subscribe: subscribe.value,
    partnerAction: action.value,
    mapping: (mapping.value ?? {}) as Readonly<Record<string, unknown>>,
    enabled: read(['enabled']).value !== false,
  }
}
