import type { Help } from '../help.js'
import { defaultRegion } from '../region.js'

export const help = {
  about: [
    'Starts a Segment and an Amplitude on this machine, plays a recorded session through them, and keeps serving.',
  ],
  usage: ['sandbox [options]'],
  options: {
    port: {
      value: '<number>',
      text: 'The port on 127.0.0.1. `0` picks a free one.',
      default: '4747',
    },
    once: { text: 'Plays the session, then stops.' },
    session: {
      value: '<file>',
      text: 'Plays this session instead: the bodies of Segment calls as NDJSON or a JSON array, gzipped or not. `-` is standard input.',
    },
    'no-play': { text: 'Plays no session.' },
    subscriptions: {
      value: '<file>',
      multiple: true,
      text: 'Uses your own subscriptions and mappings instead of the presets. Takes the same files as `impressions doctor`, and can be repeated.',
    },
    'deliver-to-amplitude': {
      text: 'Delivers to the real Amplitude, to the project of `AMPLITUDE_API_KEY`. Asks first, and plays no session.',
    },
    yes: { text: 'Confirms `--deliver-to-amplitude` without asking.' },
    json: { text: 'Prints one line of JSON for the start, each experiment event, and the summary.' },
  },
  environment: {
    AMPLITUDE_API_KEY: {
      text: 'The API key of the project for `--deliver-to-amplitude`. Not used otherwise, and never printed.',
    },
    AMPLITUDE_REGION: {
      text: 'The region of that project: `north_america` or `europe`.',
      default: defaultRegion,
    },
  },
  examples: [
    'impressions sandbox',
    'impressions sandbox --once',
    'impressions sandbox --port 4800 --session session.ndjson',
    'impressions sandbox --once --subscriptions subs.json',
  ],
  exitCodes:
    '0 fine, 1 an event wasn’t accepted or no call was an experiment event (with --once), 2 wrong usage, a port in use, or an unreadable session or subscription, 130 stopped early.',
} as const satisfies Help
