import { toMessageId } from './message-id.js'
import { pageOfImpression, type Page } from './page.js'
import { quietly } from '../quietly.js'
import type { Identity } from '../analytics/stored-identity.js'
import { metadata, time } from './wire-names.js'

/** An event as the Experiment client and the Web Experiment script hand it to an integration. */
export interface ExperimentEvent {
  readonly eventType: string
  readonly eventProperties?: Readonly<Record<string, unknown>> | undefined
}

/** An impression (or exposure) with all that must not change any more. */
export interface PendingImpression {
  readonly event: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly options: {
    readonly messageId: string
    /** ISO 8601: analytics.js would pass a number on as a number. */
    readonly timestamp: string
    readonly context: { readonly page: Page | undefined }
  }
  /** Who saw it, once that is known. */
  viewer?: Identity | undefined
  /** The page that read `viewer` from storage, before analytics.js was live: a number of its own. */
  guessedBy?: number
  /** Epoch ms at which a page handed it to analytics.js, and has not heard of it since. */
  handedAt?: number
}

const DAY = 864e5
const YEAR_2010 = 12623e8

/** Writes a value without objects in it: `a: {b: [1]}` becomes `a_b_0: 1`. Old libraries put other functions in place of `Object.keys`. */
const flatten = (name: string, value: unknown, into: Record<string, unknown>): void => {
  if (Object(value) === value)
    Object.entries(value as object).forEach(([key, each]) => {
      flatten(`${name}_${key}`, each, into)
    })
  else into[name] = value
}

/**
 * Completes an event that is taken in now with what must not change any more, but for who saw it. `visitor` is the anonymous
 * id, where there is one.
 *
 * Feature exposures carry no `time` and a first visit has no visitor: the content of those does not make them unique.
 */
export const toPendingImpression = (
  { eventType: event, eventProperties: properties = {} }: ExperimentEvent,
  visitor: string | null | undefined,
  isFlat: boolean | undefined,
): PendingImpression => {
  const takenAt = Date.now()
  const { [metadata]: details, ...rest } = properties
  const shown = properties[time] as number
  const isPlausible = Number.isInteger(shown) && shown > YEAR_2010 && shown < takenAt + DAY
  const moment = isPlausible ? shown : takenAt
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
