import type { Help } from '../../help.js'
import { defaultRegion } from '../../region.js'

export const help = {
  about: [
    'Sends a test impression through Segment to Amplitude and watches it arrive. Then sends a second one, without a variant, which takes the test person out of the experiment.',
    'Both are real events from a new person, and go to every destination of the source. The command asks before it sends them.',
  ],
  usage: ['doctor --send [options]'],
  options: {
    flag: {
      value: '<key>',
      text: 'The flag key of the test impressions.',
      default: 'impressions-doctor-test',
    },
    wait: {
      value: '<minutes>',
      text: 'How long to wait for each impression, up to 60 minutes.',
      default: '5',
    },
    'segment-region': {
      value: '<north_america|europe>',
      text: 'The region of the Segment workspace.',
      default: defaultRegion,
    },
    yes: { text: 'Sends without asking. Required if there is no terminal to ask on.' },
    'delete-test-person': { text: 'Deletes the test person in Amplitude at the end, without asking.' },
    'segment-url': {
      value: '<url>',
      text: 'Sends to a Segment on this machine, such as the sandbox’s `http://127.0.0.1:4747`. Needs `--amplitude-url`.',
    },
    'amplitude-url': {
      value: '<url>',
      text: 'Reads from an Amplitude on this machine, such as the sandbox’s `http://127.0.0.1:4747/amplitude`.',
    },
    json: {
      text: 'Prints `{ person, flag, sent, stages: [{ name, status, ms, note, findings }], summary }`.',
    },
  },
  environment: {
    SEGMENT_WRITE_KEY: { text: 'The write key of the source. Never printed.' },
    AMPLITUDE_API_KEY: {
      text: 'The API key of the project where the impression should arrive. Never printed.',
    },
    AMPLITUDE_SECRET_KEY: { text: 'The secret key of that project. Never printed.' },
    AMPLITUDE_REGION: {
      text: 'The region of that project: `north_america` or `europe`.',
      default: defaultRegion,
    },
  },
  examples: ['impressions doctor --send', 'impressions doctor --send --yes --delete-test-person --json'],
  exitCodes:
    '0 every stage passed, 1 an impression was lost or arrived wrong, 2 wrong usage, 130 stopped early.',
} as const satisfies Help
