import type { Help } from '../help.js'

export const help = {
  about: [
    'Shows Segment events before and after the transformation, side by side, with their issues.',
    'The input is what you have: events as JSON in any layout, NDJSON, a batch, an archive, a HAR file, CSV or log lines with JSON in them, a curl or fetch from the browser’s network panel, or an object from its console. It may be gzipped or UTF-16; - is standard input. Other events are counted, so you can pass a whole archive.',
    'More than 20 events are only counted, by issue.',
  ],
  usage: ['inspect [options] [file | -]'],
  options: {
    all: { text: 'Prints the details of every event, however many there are.' },
    json: {
      text: 'Prints `{ "events": [{ line, index, pre, post, userProperty, issues, within }], "nearMisses", "summary" }`, one event per line, with complete values.',
    },
  },
  examples: [
    'impressions inspect event.json',
    'impressions inspect archive/1795406400000.gz',
    'pbpaste | impressions inspect -',
    "impressions inspect --json session.ndjson | jq '.events[].issues[].code'",
  ],
  exitCodes:
    '0 fine; 1 an event has an issue of severity error, was probably meant as an experiment event but isn’t one, or there is no experiment event; 2 wrong usage, or part of the input can’t be read.',
} as const satisfies Help
