/** What `impressions sandbox --help` prints. */
export const help = `Starts a Segment and an Amplitude on this machine, plays a recorded session
through them, and keeps serving.

Usage: impressions sandbox [options]

Options:
  --port <number>         The port on 127.0.0.1: default 4747; 0 picks a free
                          port.
  --once                  Plays the session and stops.
  --session <file>        Plays this session instead: the bodies of Segment
                          calls as NDJSON or a JSON array, gzipped or not; -
                          is standard input.
  --no-play               Plays nothing.
  --subscriptions <file>  Tries your own subscriptions and mappings instead of
                          the presets: the same files as for impressions
                          doctor, more than once if you like.
  --deliver-to-amplitude  Delivers to the real Amplitude instead of the one on
                          this machine: to the project of AMPLITUDE_API_KEY.
                          Asks first, and plays nothing.
  --yes                   Confirms --deliver-to-amplitude, so it doesn't ask.
  --json                  Prints a line of JSON for the start, for each
                          experiment event and for the summary.
  --help                  Shows this.

Environment:
  AMPLITUDE_API_KEY  With --deliver-to-amplitude: the API key of the project.
                     Not used without it.
  AMPLITUDE_REGION   Where that project is: us (the default) or eu.

Examples:
  impressions sandbox
  impressions sandbox --once
  impressions sandbox --port 4800 --session session.ndjson
  impressions sandbox --once --subscriptions subs.json

Exit code: 0 fine, 1 an event was not accepted (with --once), 2 bad usage, a
taken port or an unreadable session or subscription, 130 stopped before it was
done.
`
