import type { MiddlewareHandler } from 'hono'
import { refuse } from '../answer.js'
import { createRollingCounts } from '../rolling-counts.js'

/** How often Amplitude may be asked about people. */
export interface LookupLimits {
  /** Searches and activities of a project in an hour. */
  readonly lookupsPerHour: number
  /** Those that are under way at the same time. */
  readonly lookupsAtOnce: number
}

/**
 * Source: Amplitude docs, "Dashboard REST API": "Rate limits", "User activity/user search limits". The limit at once is that of
 * all REST endpoints together; here only these two have one.
 */
export const documentedLookupLimits: LookupLimits = { lookupsPerHour: 360, lookupsAtOnce: 5 }

/**
 * Answers 429 to what is above the limits of user search and user activity, which count together. Which words the real one
 * has for it is undocumented, and so is whether refused requests count: here they do not.
 */
export function limitLookups(
  now: () => number,
  { lookupsPerHour, lookupsAtOnce }: LookupLimits,
): MiddlewareHandler {
  const asked = createRollingCounts({ stepMs: 60_000, steps: 60 })
  const project = 'the one there is'
  let underWay = 0

  return async (context, next) => {
    const excess =
      underWay >= lookupsAtOnce
        ? `More than ${String(lookupsAtOnce)} requests at the same time`
        : asked.of(project, now()) >= lookupsPerHour
          ? `More than ${String(lookupsPerHour)} requests in an hour`
          : undefined
    if (excess !== undefined) return context.json(refuse(429, excess).body, 429)
    asked.add(project, 1, now())
    underWay += 1
    try {
      await next()
    } finally {
      underWay -= 1
    }
    return undefined
  }
}
