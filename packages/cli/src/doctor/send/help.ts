/** What `impressions doctor --send --help` prints. */
export const help = `Sends one test impression through Segment to Amplitude and watches it at each
stage; then a second one, without a variant, that takes the test person out
again.

Usage: impressions doctor --send [options]

It sends two real events, as a new test person, to whatever is connected to the
source. It says so first, and asks.

Options:
  --flag <key>             The flag key of the test impressions: default
                           impressions-doctor-test.
  --wait <minutes>         How long to wait for each impression: default 5, at
                           most 60.
  --segment-region <name>  Where the Segment workspace is: us (the default) or
                           eu.
  --yes                    Sends without asking. Needed where there is no
                           terminal to ask on.
  --delete-test-person     Has the test person deleted in Amplitude at the end,
                           without asking.
  --segment-url <url>      Sends to a Segment on this machine, such as the
                           sandbox’s http://127.0.0.1:4747.
  --amplitude-url <url>    Asks an Amplitude on this machine, such as the
                           sandbox’s http://127.0.0.1:4747/amplitude.
  --json                   Prints { person, flag, sent, stages: [{ name, status,
                           ms, note, findings }], summary }.
  --help                   Shows this.

Environment:
  SEGMENT_WRITE_KEY     The write key of the source. Never printed.
  AMPLITUDE_API_KEY     The two keys of the project in which the impression is
  AMPLITUDE_SECRET_KEY  to arrive. Never printed.
  AMPLITUDE_REGION      Where that project is: us (the default) or eu.

Examples:
  impressions doctor --send
  impressions doctor --send --yes --delete-test-person --json

Exit code: 0 every stage passed, 1 an impression was lost or arrived wrong, 2
bad usage, 130 stopped before it was done.
`
