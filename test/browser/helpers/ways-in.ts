import { loadFromNpm, npm, plugin, snippet, code } from './page-parts'

/** A way of bringing the plugin to analytics.js, which every page of it finds in `window.own`. */
export interface WayIn {
  readonly name: string
  readonly parts: readonly string[]
  /** Whether the integration is there before analytics.js is live. */
  readonly isEarly: boolean
}

const ownIsOnWindow = code(`Object.defineProperty(window, 'own', { get: () => analytics })`)

/** A plugin of the site's own, which gets hold of an `Analytics` before that is live. */
const loadInAPlugin = (use: string): string =>
  `[{ name: 'site', type: 'utility', version: '1', isLoaded: () => true, async load(context, analytics) { ${use} } }]`

const register = 'register(npm.experimentImpressions())'
const create = (instance: string): string =>
  `window.experimentIntegration = npm.createExperimentIntegration({ instance: ${instance} })`

export const waysIn: readonly WayIn[] = [
  { name: 'the script tag', parts: [snippet(), plugin(), ownIsOnWindow], isEarly: true },
  {
    name: 'an integration for an AnalyticsBrowser',
    parts: [npm(`window.own = ${loadFromNpm()}; ${create('own')}`)],
    isEarly: true,
  },
  {
    name: '`register` right after `load`',
    parts: [npm(`window.own = ${loadFromNpm()}; own.${register}`)],
    isEarly: false,
  },
  {
    name: '`register` long after `load`',
    parts: [npm(`window.own = ${loadFromNpm()}; own.track('Long Before').then(() => own.${register})`)],
    isEarly: false,
  },
  {
    name: 'the `plugins` of `load`',
    parts: [npm(`window.own = ${loadFromNpm({}, '[npm.experimentImpressions()]')}`)],
    isEarly: false,
  },
  {
    name: '`register` on the snippet’s stub',
    parts: [snippet(), npm(`analytics.${register}`), ownIsOnWindow],
    isEarly: false,
  },
  {
    name: 'an integration for an Analytics that isn’t live yet',
    parts: [npm(`window.own = ${loadFromNpm({}, loadInAPlugin(create('analytics')))}`)],
    isEarly: false,
  },
  {
    name: '`register` on an Analytics that isn’t live yet',
    parts: [npm(`window.own = ${loadFromNpm({}, loadInAPlugin(`analytics.${register}`))}`)],
    isEarly: false,
  },
]
