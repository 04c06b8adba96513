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

/** An impression (or exposure) with all that must not change any more, as the arguments of `analytics.track`. */
export interface PendingImpression {
  readonly event: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly options: {
    readonly messageId: string
    /** ISO 8601: analytics.js would pass a number on as a number. */
    readonly timestamp: string
    readonly context: { readonly page: Page | undefined; readonly [shownTo]: Identity }
  }
}

/** Where and when an event is taken in. */
export interface Circumstances {
  readonly identity: Identity
  /** Epoch ms. */
  readonly now: number
  /** Makes the message id unique where nothing else does. */
  readonly random: string
  readonly isFlat?: boolean | undefined
}

const DAY = 864e5
const YEAR_2010 = 12623e8

/** A 32-bit hash in base 36. */
const hash = (text: string): string =>
  Array.from(text)
    .reduce((bits, character) => Math.imul(bits, 31) ^ character.charCodeAt(0), 0)
    .toString(36)

/** Entries without objects in them: `a: {b: [1]}` becomes `a_b_0: 1`. */
const flatten = (name: string, value: unknown): [string, unknown][] =>
  Object(value) === value
    ? Object.entries(value as object).flatMap(([key, inner]) => flatten(`${name}_${key}`, inner))
    : [[name, value]]

/**
 * Completes an event with what must not change any more.
 *
 * The message id (at most 100 characters, Segment's limit) follows from visitor, moment and content, so two tabs that take the
 * same event from the client's queue give it the same one. Feature exposures carry no `time` and a first visit has no visitor
 * id: nothing makes those unique, and `random` is added.
 */
export const toPendingImpression = (
  { eventType: event, eventProperties: properties = {} }: ExperimentEvent,
  { identity: { userId, anonymousId }, now, random, isFlat }: Circumstances,
): PendingImpression => {
  const details = properties[metadata] as { readonly url?: unknown } | undefined
  const shown = properties[time] as number
  const isPlausible = Number.isInteger(shown) && shown > YEAR_2010 && shown < now + DAY
  const moment = isPlausible ? shown : now
  const visitor = anonymousId ?? userId ?? ''
  const content = hash(JSON.stringify([visitor, event, properties]))
  return {
    event,
    properties: isFlat
      ? { ...properties, [metadata]: undefined, ...Object.fromEntries(flatten(metadata, details)) }
      : properties,
    options: {
      messageId: `exp-${String(moment)}-${visitor.slice(0, 40)}-${content}${isPlausible && visitor ? '' : random}`,
      timestamp: new Date(moment).toISOString(),
      context: {
        page: quietly(() => pageOfImpression(details?.url, moment)),
        [shownTo]: { userId, anonymousId },
      },
    },
  }
}
