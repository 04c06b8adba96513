import type { EstimateInput } from '@experiment-impressions/estimate'

/** One experiment in the view. Shares are from 0 to 1. */
export interface Scope {
  readonly name: string
  readonly pages: number
  readonly audience: number
  readonly rollout: number
}

/** The values of the sliders. */
export interface EstimateState {
  readonly users: number
  readonly pageViews: number
  readonly scopes: readonly Scope[]
  /** 0 for none. */
  readonly quota: number
}

export const initialState: EstimateState = {
  users: 100_000,
  pageViews: 12,
  scopes: [
    { name: 'hero-headline', pages: 0.2, audience: 0.5, rollout: 1 },
    { name: 'checkout-flow', pages: 0.1, audience: 1, rollout: 0.5 },
  ],
  quota: 1_000_000,
}

const limits = { users: 1e9, pageViews: 10_000, quota: 1e12, scopes: 50, name: 100 }

/** Reads the state from an address. Missing and invalid values keep their defaults. */
export function readState(search: URLSearchParams): EstimateState {
  const number = (name: string, fallback: number, most: number): number => {
    const text = search.get(name)
    const value = text === null || text.trim() === '' ? NaN : Number(text)
    return value >= 0 && value <= most ? value : fallback
  }
  const scopes = search.has('users')
    ? search.getAll('e').flatMap(readScope).slice(0, limits.scopes)
    : initialState.scopes
  return {
    users: Math.round(number('users', initialState.users, limits.users)),
    pageViews: number('views', initialState.pageViews, limits.pageViews),
    scopes,
    quota: Math.round(number('quota', initialState.quota, limits.quota)),
  }
}

/** The address’s parameters for a state. */
export function writeState({ users, pageViews, scopes, quota }: EstimateState): URLSearchParams {
  return new URLSearchParams([
    ['users', String(users)],
    ['views', String(pageViews)],
    ['quota', String(quota)],
    ...scopes.map(({ name, pages, audience, rollout }) => ['e', [pages, audience, rollout, name].join(',')]),
  ])
}

/** The state as input for the estimate. */
export function toInput({ users, pageViews, scopes, quota }: EstimateState): EstimateInput {
  return {
    monthlyTrackedUsers: users,
    pageViewsPerUser: pageViews,
    experiments: scopes,
    ...(quota > 0 ? { quota } : {}),
  }
}

/** Adds an experiment with an unused name. */
export function withScope(state: EstimateState): EstimateState {
  const names = new Set(state.scopes.map(({ name }) => name))
  let number = state.scopes.length + 1
  while (names.has(`experiment ${String(number)}`)) number += 1
  const scope = { name: `experiment ${String(number)}`, pages: 1, audience: 1, rollout: 1 }
  return { ...state, scopes: [...state.scopes, scope] }
}

function readScope(text: string): Scope[] {
  const [pages, audience, rollout, ...name] = text.split(',')
  const scope = {
    name: name.join(',').slice(0, limits.name),
    pages: readShare(pages),
    audience: readShare(audience),
    rollout: readShare(rollout),
  }
  return [scope.pages, scope.audience, scope.rollout].every((share) => share >= 0 && share <= 1)
    ? [scope]
    : []
}

function readShare(text: string | undefined): number {
  return text === undefined || text === '' ? NaN : Number(text)
}
