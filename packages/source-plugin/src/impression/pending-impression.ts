import { quietly } from '../quietly.js'
import { toMessageId } from './message-id.js'
import { pageOfImpression, type Page } from './page.js'
import { metadata, time } from './wire-names.js'

/** An event as the Experiment client and the Web Experiment script pass it to an integration. */
export interface ExperimentEvent {
  readonly eventType: string
  readonly eventProperties?: Readonly<Record<string, unknown>> | undefined
}

/** Who is looking at the page, as far as that is known. */
export interface Identity {
  readonly userId?: string | null | undefined
  readonly anonymousId?: string | null | undefined
  /** Reads the traits on demand and unchecked: they come from the page's storage. */
  readonly traits?: () => unknown
}

/** An impression (or exposure) with everything that must not change any more. */
export interface PendingImpression {
  readonly event: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly options: {
    readonly messageId: string
    /** ISO 8601: analytics.js would pass a number on as a number. */
    readonly timestamp: string
    readonly context: { readonly page: Page | undefined }
  }
  /** Who saw the impression, once that is known. */
  viewer?: Identity | undefined
  /** The random number of the page that read `viewer` from storage before the SDK was live. */
  guessedBy?: number
  /** When a page handed the impression to the SDK without hearing of it since, in epoch ms. */
  handedAt?: number
}

const DAY = 864e5
const YEAR_2010 = 12623e8

/**
 * Writes a value into a record without nested objects: `a: {b: [1]}` becomes `a_b_0: 1`. Avoids `Object.keys`, which old
 * libraries replace.
 */
const flatten = (name: string, value: unknown, into: Record<string, unknown>): void => {
  if (Object(value) === value)
    Object.entries(value as object).forEach(([key, each]) => {
      flatten(`${name}_${key}`, each, into)
    })
  else into[name] = value
}

/**
 * Completes an event that arrives now with everything that must not change any more, except who saw it. `visitor` is the
 * anonymous id, if there is one.
 *
 * Feature exposures have no `time`, and a first visit has no visitor. Then the content doesn't make an event unique.
 */
export const toPendingImpression = (
  { eventType: event, eventProperties: properties = {} }: ExperimentEvent,
  visitor: string | null | undefined,
  isFlat: boolean | undefined,
): PendingImpression => {
  const now = Date.now()
  const { [metadata]: details, ...rest } = properties
  const shown = properties[time] as number
  const isPlausible = Number.isInteger(shown) && shown > YEAR_2010 && shown < now + DAY
  const moment = isPlausible ? shown : now
  if (isFlat) flatten(metadata, details, rest)
  return {
    event,
    properties: isFlat ? rest : properties,
    options: {
      messageId: toMessageId(moment, { visitor, event, properties }, isPlausible && visitor),
      timestamp: new Date(moment).toISOString(),
      context: {
        page: quietly(() =>
          pageOfImpression((details as { readonly url?: unknown } | undefined)?.url, moment),
        ),
      },
    },
  }
}
