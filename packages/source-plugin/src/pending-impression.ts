import type { Identity } from './identity.js'
import { pageOfImpression, type Page } from './page.js'
import { shownTo } from './pin-identity.js'
import { quietly } from './quietly.js'
import { metadata, time } from './wire-names.js'

/** An event as the Experiment client and the Web Experiment script hand it to an integration. */
export interface ExperimentEvent {
  readonly eventType: string
  readonly eventProperties?: Readonly<Record<string, unknown>> | undefined
}

/** An impression (or exposure) with all that must not change any more: the arguments of `analytics.track`. */
export type PendingImpression = readonly [
  event: string,
  properties: Readonly<Record<string, unknown>>,
  options: {
    readonly messageId: string
    /** ISO 8601: analytics.js would pass a number on as a number. */
    readonly timestamp: string
    readonly context: { readonly page: Page | undefined; readonly [shownTo]: Identity }
  },
]

/** Where and when an event is taken in. */
export interface Circumstances {
  readonly viewer: Identity
  /** Epoch ms. */
  readonly takenAt: number
  /** Makes the message id unique where nothing else does. */
  readonly salt: string
  readonly isFlat?: boolean | undefined
}

const DAY = 864e5
const YEAR_2010 = 12623e8

/** A 32-bit hash in base 36. */
const hash = (text: string): string =>
  Array.from(text)
    .reduce((bits, character) => Math.imul(bits, 31) ^ character.charCodeAt(0), 0)
    .toString(36)

/** Writes a value without objects in it: `a: {b: [1]}` becomes `a_b_0: 1`. */
const flatten = (name: string, value: unknown, into: Record<string, unknown>): void => {
  if (Object(value) === value)
    for (const key in value as object)
      flatten(`${name}_${key}`, (value as Record<string, unknown>)[key], into)
  else into[name] = value
}

/**
 * Completes an event with what must not change any more.
 *
 * The message id (at most 100 characters, Segment's limit) follows from visitor, moment and content, so two tabs that take the
 * same event from the client's queue give it the same one. Feature exposures carry no `time` and a first visit has no visitor
 * id: nothing makes those unique, and `salt` is added.
 */
export const toPendingImpression = (
  { eventType: event, eventProperties: properties = {} }: ExperimentEvent,
  { viewer: { userId, anonymousId }, takenAt, salt, isFlat }: Circumstances,
): PendingImpression => {
  const { [metadata]: details, ...rest } = properties
  const shown = properties[time] as number
  const isPlausible = Number.isInteger(shown) && shown > YEAR_2010 && shown < takenAt + DAY
  const moment = isPlausible ? shown : takenAt
  const visitor = anonymousId ?? userId ?? ''
  const content = hash(JSON.stringify([visitor, event, properties]))
  if (isFlat) flatten(metadata, details, rest)
  return [
    event,
    isFlat ? rest : properties,
    {
      messageId: [
        'exp',
        moment,
        visitor.slice(0, 40),
        isPlausible && visitor ? content : content + salt,
      ].join('-'),
      timestamp: new Date(moment).toISOString(),
      context: {
        page: quietly(() =>
          pageOfImpression((details as { readonly url?: unknown } | undefined)?.url, moment),
        ),
        [shownTo]: { userId, anonymousId },
      },
    },
  ]
}
