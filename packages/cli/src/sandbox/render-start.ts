import type { Style } from '../terminal/style.js'
import { regionNames } from '../region.js'
import type { RealAmplitude } from '../sandbox-module.js'

interface RenderStartOptions {
  /** `undefined` for the sandbox's own. */
  readonly amplitude: RealAmplitude | undefined
  /** Whether the environment has a key that the sandbox doesn't use. */
  readonly hasUnusedKey: boolean
}

/** Says where events go, in the first line. Never shows the key. */
export function renderStart({ amplitude, hasUnusedKey }: RenderStartOptions, style: Style): string {
  if (amplitude !== undefined)
    return style.warning(
      `Delivering to the real Amplitude, in ${regionNames[amplitude.region]}, with the key in AMPLITUDE_API_KEY. No session is played.`,
    )
  const here = style.title('A Segment and an Amplitude on this machine. Nothing leaves it.')
  return hasUnusedKey ? `${here}\nAMPLITUDE_API_KEY isn’t used without --deliver-to-amplitude.` : here
}

/** The addresses of a sandbox that keeps serving, and the code that sends events to it. */
export function renderServing(url: string, style: Style): string {
  const base = url.replace(/\/$/, '')
  const host = base.replace(/^https?:\/\//, '')
  return [
    `Event debugger:  ${style.title(`${base}/`)}`,
    `Demo site:       ${style.title(`${base}/site/`)}`,
    `As JSON:         ${base}/api/events`,
    'analytics.js:    AnalyticsBrowser.load(',
    `                   { writeKey: 'sandbox', cdnURL: '${base}' },`,
    '                   {',
    '                     integrations: {',
    `                       'Segment.io': { apiHost: '${host}/v1', protocol: 'http' },`,
    '                     },',
    '                   },',
    '                 )',
    style.faint('Serving; new events appear below. Press Ctrl-C to stop.'),
  ].join('\n')
}
