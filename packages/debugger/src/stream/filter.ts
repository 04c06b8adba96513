import type { EventSummary } from '@experiment-impressions/inspection'
import { namedFields, parseQuery, type Term } from '../route/query.js'

type Test = (summary: EventSummary) => boolean

/** The values of `is:` and their meaning. */
export const conditions = {
  set: ({ effect }) => effect === 'set',
  unset: ({ effect }) => effect === 'unset',
  undelivered: ({ outcome }) => outcome !== 'accepted' && outcome !== 'skipped',
  changed: ({ was, effect }) => was !== undefined && effect === 'set',
  retried: ({ retries }) => retries > 0,
  flawed: ({ errors, warnings }) => errors + warnings > 0,
  duplicate: ({ isDuplicate, repeats }) => isDuplicate || repeats > 0,
  other: ({ kind }) => kind === 'call',
  near: ({ isNearMiss }) => isNearMiss,
} satisfies Record<string, Test>

/**
 * Returns a test for whether an event matches a query: it must match every word, and one of the values of each field.
 * `undefined` for an empty query, which every event matches.
 */
export function filterOf(query: string): Test | undefined {
  const terms = parseQuery(query).filter(({ field, value }) => field !== 'text' || !isBegun(value))
  if (terms.length === 0) return undefined
  const byField = new Map<string, Test[]>()
  for (const [index, term] of terms.entries()) {
    // Each word of free text narrows the result; another value of a field widens it.
    const group = term.field === 'text' ? `text ${String(index)}` : term.field
    byField.set(group, [...(byField.get(group) ?? []), testOf(term)])
  }
  const groups = [...byField.values()]
  return (summary) => groups.every((tests) => tests.some((test) => test(summary)))
}

/** Whether the query is about calls that aren’t experiment events, instead of events. */
export function isAboutCalls(query: string): boolean {
  return parseQuery(query).some(({ field, value }) => field === 'is' && /^(?:other|near)$/i.test(value))
}

/** `flag:` is being typed; it isn’t a word to look for. */
function isBegun(text: string): boolean {
  return namedFields.some((field) => text.toLowerCase() === `${field}:`)
}

/** `variant:none` finds events without a variant. */
export const noVariant = 'none'

function testOf({ field, value }: Term): Test {
  const wanted = value.toLowerCase()
  switch (field) {
    case 'flag':
      return ({ flag = '' }) => matches(flag, wanted)
    case 'variant':
      return wanted === noVariant
        ? ({ variant }) => variant === undefined || variant.toLowerCase() === noVariant
        : ({ variant = '' }) => matches(variant, wanted)
    case 'kind':
      return ({ kind }) => kind === wanted
    case 'person':
      return ({ userId = '', deviceId = '' }) => matches(userId, wanted) || matches(deviceId, wanted)
    case 'outcome':
      return ({ outcome }) => outcome === wanted
    case 'is':
      return Object.hasOwn(conditions, wanted) ? conditions[wanted as keyof typeof conditions] : () => false
    case 'text':
      return (summary) => textOf(summary).some((text) => text?.toLowerCase().includes(wanted) === true)
  }
}

/** `hero*` matches everything that starts with `hero`. */
function matches(text: string, wanted: string): boolean {
  const lower = text.toLowerCase()
  return wanted.endsWith('*') ? lower.startsWith(wanted.slice(0, -1)) : lower === wanted
}

function textOf({ id, name, flag, variant, userId, deviceId, path }: EventSummary): (string | undefined)[] {
  return [flag, variant, userId, deviceId, path, id, name]
}
