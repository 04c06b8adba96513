import { loadFromNpm, npm, plugin, snippet, code } from './page-parts'

/** A way to connect the plugin with analytics.js, which is `window.own` on every page. */
export interface WayIn {
  readonly name: string
  readonly parts: readonly string[]
  /** Whether the integration exists before analytics.js is live. */
  readonly isEarly: boolean
}

const ownIsOnWindow = code(`Object.defineProperty(window, 'own', { get: () => analytics })`)

/** A site's own plugin, which gets hold of an `Analytics` before it's live. */
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
