import type { MiddlewareHandler } from 'hono'
import { refuse } from '../answer.js'
import { createRollingCounts } from '../rolling-counts.js'

/** How often clients may look people up. */
export interface LookupLimits {
  /** User searches and user activity requests per project and hour. */
  readonly lookupsPerHour: number
  /** The same, at the same time. */
  readonly lookupsAtOnce: number
}

/**
 * Source: Amplitude docs, "Dashboard REST API": "Rate limits", "User activity/user search limits". Amplitude's limit of
 * simultaneous requests covers all REST endpoints together; here it covers only these two.
 */
export const documentedLookupLimits: LookupLimits = { lookupsPerHour: 360, lookupsAtOnce: 5 }

/**
 * Answers 429 above the limits of user search and user activity, which count together. The words of the real answer are
 * undocumented, and so is whether refused requests count. Here they don't.
 */
export function limitLookups(
  now: () => number,
  { lookupsPerHour, lookupsAtOnce }: LookupLimits,
): MiddlewareHandler {
  const asked = createRollingCounts({ stepMs: 60_000, steps: 60 })
  const project = 'the only one'
  let running = 0

  return async (context, next) => {
    const excess =
      running >= lookupsAtOnce
        ? `More than ${String(lookupsAtOnce)} requests at the same time`
        : asked.of(project, now()) >= lookupsPerHour
          ? `More than ${String(lookupsPerHour)} requests in an hour`
          : undefined
    if (excess !== undefined) return context.json(refuse(429, excess).body, 429)
    asked.add(project, 1, now())
    running += 1
    try {
      await next()
    } finally {
      running -= 1
    }
    return undefined
  }
}
