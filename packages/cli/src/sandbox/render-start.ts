import type { Style } from '../terminal/style.js'
import { regionNames } from '../region.js'
import { sandboxRecipe } from '../doctor/words/sandbox-recipe.js'
import type { RealAmplitude, SandboxKeys } from '../sandbox-module.js'

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

interface RenderServingOptions {
  readonly url: string
  /** The keys of the sandbox's own Amplitude; `undefined` if it delivers to the real one. */
  readonly keys: SandboxKeys | undefined
}

/** The addresses of a sandbox that keeps serving, and what to paste to send events to it. Each line fits 80 columns. */
export function renderServing({ url, keys }: RenderServingOptions, style: Style): string {
  const base = url.replace(/\/$/, '')
  const host = base.replace(/^https?:\/\//, '')
  return [
    `Event debugger:  ${style.title(`${base}/`)}`,
    `Demo site:       ${style.title(`${base}/site/`)}`,
    `As JSON:         ${base}/api/events, other calls at /api/calls`,
    '',
    ...(keys === undefined ? [] : tryLines(base, keys)),
    'To send your page’s calls here: in Segment’s snippet, change t.src and add _cdn.',
    `  t.src = '${base}/analytics.js/v1/' + key + '/analytics.min.js'`,
    `  analytics._cdn = '${base}'`,
    'With npm:',
    '  AnalyticsBrowser.load({',
    `    writeKey: 'sandbox', cdnURL: '${base}',`,
    '  })',
    'Or keep your source’s settings, and send only its calls here:',
    `  analytics.load('YOUR_WRITE_KEY', {`,
    '    integrations: {',
    `      'Segment.io': { apiHost: '${host}/v1', protocol: 'http' },`,
    '    },',
    '  })',
    '',
    style.faint('Serving; new events appear below. Press Ctrl-C to stop.'),
  ].join('\n')
}

function tryLines(base: string, keys: SandboxKeys): string[] {
  return [
    'Send a test impression:',
    `  curl ${base}/v1/track -d '{ "event": "$impression",`,
    '    "anonymousId": "my-device",',
    `    "properties": { "flag_key": "hero", "variant": "b" } }'`,
    'Try doctor with the sandbox’s own keys:',
    ...sandboxRecipe(keys, `${base}/amplitude`).lines.map((line) => `  ${line}`),
    '',
  ]
}
