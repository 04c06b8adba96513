/** Why a time can't be right. `in the future`: more than a day after the reference clock. */
export type ImplausibleTime = 'before 2010' | 'after 2100' | 'in the future'

/** The likely unit or origin of an implausible time. `zero`: a date that was never set (1970-01-01, 0001-01-01). */
export type SeemingUnit =
  'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds' | 'zero' | 'Buddhist calendar'

const year2010 = Date.UTC(2010, 0, 1)
const year2100 = Date.UTC(2100, 0, 1)

/** How far a clock can be ahead of the reference clock. */
export const dayMs = 24 * 60 * 60 * 1000

/**
 * Why a time can't be right; `undefined` if it can. No experiment is older than 2010, and no variant is shown more than a day
 * after `reference`. All in epoch ms.
 */
export function implausible(ms: number, reference: number | undefined): ImplausibleTime | undefined {
  if (ms < year2010) return 'before 2010'
  if (ms >= year2100) return 'after 2100'
  return reference !== undefined && ms > reference + dayMs ? 'in the future' : undefined
}

/** What an implausible number of epoch ms seems to be instead; `undefined` if nothing fits. */
export function seemingUnit(ms: number): SeemingUnit | undefined {
  if (zeroDates.has(ms)) return 'zero'
  if (isPlausible(ms)) return 'milliseconds'
  if (isPlausible(ms * 1000)) return 'seconds'
  if (isPlausible(ms / 1000)) return 'microseconds'
  if (isPlausible(ms / 1e6)) return 'nanoseconds'
  return isPlausible(ms - buddhistEraMs) ? 'Buddhist calendar' : undefined
}

function isPlausible(ms: number): boolean {
  return implausible(ms, undefined) === undefined
}

/** 1970-01-01 and 0001-01-01, which programs send for a date that was never set. */
const zeroDates: ReadonlySet<number> = new Set([0, -62_135_596_800_000])

/** The Buddhist calendar is 543 years ahead, and devices set to it are known to send its years. */
const buddhistEraMs = 543 * 365.2425 * dayMs
