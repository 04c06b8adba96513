import type { Help } from '../help.js'
import { fetchRecipe } from './words/fetch-recipe.js'

export const help = {
  about: ['Checks a destination’s settings, keys, subscriptions and mappings, and says what to change.'],
  usage: ['doctor --settings <file> [--subscriptions <file>] [options]'],
  options: {
    settings: {
      value: '<file>',
      text: 'The destination’s settings as JSON, `{ "endpoint": "europe", … }`, or the response of Segment’s Public API to `GET /destinations/{id}` or `GET /destinations`. Use `-` for standard input.',
    },
    subscriptions: {
      value: '<file>',
      multiple: true,
      text: 'The subscriptions of the source’s destinations: a list of `{ "subscribe", "partnerAction", "mapping" }`, or the response of Segment’s Public API to `GET /destinations/{id}/subscriptions`. Repeat it for each destination, including Segment’s own Amplitude destination. Without it, the presets are checked.',
    },
    offline: { text: 'Skips the test of keys and region, the only check that uses the network.' },
    'amplitude-url': {
      value: '<url>',
      text: 'Tests the keys against an Amplitude on this machine, such as the sandbox’s `http://127.0.0.1:4747/amplitude`.',
    },
    json: {
      text: 'Prints `{ "checks": [{ name, status, note, findings, more }], "summary" }`. A check lists up to 100 findings; `more` counts the rest.',
    },
    send: {
      text: 'Sends a test impression through Segment to Amplitude and watches it arrive. Has its own options: see `impressions doctor --send --help`.',
    },
  },
  environment: {
    AMPLITUDE_API_KEY: {
      text: 'The API key, so you don’t have to put it in a file. It overrides the settings, and is never printed.',
    },
    AMPLITUDE_SECRET_KEY: { text: 'The secret key. The same applies.' },
  },
  examples: [
    'impressions doctor --settings settings.json --subscriptions subs.json',
    'impressions doctor --subscriptions ours.json --subscriptions amplitude.json',
    "impressions doctor --settings settings.json --json | jq '.checks[].findings'",
  ],
  recipe: fetchRecipe(['settings', 'subscriptions']),
  exitCodes: '0 no errors, 1 a finding of severity error, 2 wrong usage or unreadable input.',
} as const satisfies Help
