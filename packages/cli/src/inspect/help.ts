import type { Help } from '../help.js'

export const help = {
  about: [
    'Shows Segment events before and after the transformation, side by side, with their issues.',
    'The input is one Segment event, a JSON array of events, or NDJSON, gzipped or not; - is standard input. Events other than impressions and exposures are skipped and counted, so you can pass a whole archive.',
  ],
  usage: ['inspect [options] [file | -]'],
  options: {
    json: {
      text: 'Prints `{ "events": [{ line, index, pre, post, userProperty, issues }], "summary" }`, one event per line, with complete values.',
    },
  },
  examples: [
    'impressions inspect event.json',
    'impressions inspect archive/1795406400000.gz',
    'pbpaste | impressions inspect -',
    "impressions inspect --json session.ndjson | jq '.events[].issues[].code'",
  ],
  exitCodes:
    '0 fine, 1 an event has an issue of severity error, 2 wrong usage, or part of the input isn’t JSON.',
} as const satisfies Help
