import { isObject } from '../feed/read-record.js'

/** How much of the people each variant is to have, as weights: only their ratio counts. */
export type Split = ReadonlyMap<string, number>

const prefix = 'split:'

/** The split that the address says for a flag; what it does not say of the variants is 1. */
export function readSplit(search: URLSearchParams, flag: string, variants: readonly string[]): Split {
  const said = parse(search.get(prefix + flag))
  return new Map([...variants.map((variant) => [variant, 1] as const), ...said])
}

/** The address’s parameters with another weight for one variant. */
export function writeSplit(search: URLSearchParams, flag: string, split: Split): URLSearchParams {
  const next = new URLSearchParams(search)
  const isEven = [...split.values()].every((weight) => weight === 1)
  if (isEven) next.delete(prefix + flag)
  else next.set(prefix + flag, JSON.stringify(Object.fromEntries(split)))
  return next
}

function parse(text: string | null): readonly (readonly [string, number])[] {
  if (text === null) return []
  try {
    const said: unknown = JSON.parse(text)
    return isObject(said) ? Object.entries(said).filter(isWeight) : []
  } catch {
    return []
  }
}

function isWeight(entry: [string, unknown]): entry is [string, number] {
  const weight = entry[1]
  return typeof weight === 'number' && Number.isFinite(weight) && weight >= 0
}
