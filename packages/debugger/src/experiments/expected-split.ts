import { isObject, parseJson } from '@experiment-impressions/contract/json'

/** Expected weights by variant that someone entered. Only their ratio matters. */
export type Split = ReadonlyMap<string, number>

const prefix = 'split:'

/** The address’s weights for a flag. */
export function readSplit(search: URLSearchParams, flag: string): Split {
  return new Map(parse(search.get(prefix + flag)))
}

/**
 * The address’s parameters with these weights for a flag. Leaves them out if all of them are 1 and their variants are in `usual`,
 * because such variants have the weight 1 by default.
 */
export function writeSplit(
  search: URLSearchParams,
  flag: string,
  { split, usual }: { readonly split: Split; readonly usual: ReadonlySet<string> },
): URLSearchParams {
  const next = new URLSearchParams(search)
  const isUsual = [...split].every(([variant, weight]) => weight === 1 && usual.has(variant))
  if (isUsual) next.delete(prefix + flag)
  else next.set(prefix + flag, JSON.stringify(Object.fromEntries(split)))
  return next
}

function parse(text: string | null): readonly (readonly [string, number])[] {
  const weights = parseJson(text ?? '')
  return isObject(weights) ? Object.entries(weights).filter(isWeight) : []
}

function isWeight(entry: [string, unknown]): entry is [string, number] {
  const weight = entry[1]
  return typeof weight === 'number' && Number.isFinite(weight) && weight >= 0
}
