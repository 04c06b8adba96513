/** What `impressions deploy --help` prints. */
export const help = `Creates or updates the Segment function that turns experiment impressions into
Amplitude’s events, in your own workspace, by Segment’s Public API.

Usage: impressions deploy segment-function [options]

Options:
  --insert                 The destination insert function, which stands in
                           front of Segment’s own Amplitude destination,
                           instead of the destination function.
  --name <name>            Its display name: finds the function to update, or
                           names a new one. Default: Amplitude Experiment
                           Impressions.
  --id <id>                The function to update, if several have the name.
  --integration <id>       With --insert: connects it to the destination with
                           that id.
  --setting <name>=<value> With --integration: a setting of the function.
                           Give it once for each.
  --region <us|eu>         Where the workspace is. Default: us.
  --force                  Replaces code that is newer or was edited by hand.
  --dry-run                Shows every request and makes only those that read.
                           Without a token it makes none.
  --segment-api-url <url>  Asks a server on this machine instead of Segment.
  --json                   Prints { "function", "instance", "requests",
                           "nextSteps", "error" }.
  --help                   Shows this.

Environment:
  SEGMENT_API_TOKEN  A token of the Public API, which a Workspace Owner creates
                     in Settings > Workspace settings > Access Management >
                     Tokens. Roles: Functions Admin and Source Admin, or
                     Workspace Owner. Never printed.

Examples:
  impressions deploy segment-function --dry-run
  impressions deploy segment-function --region eu
  impressions deploy segment-function --insert --integration 5f8a1b2c3d4e5f60

Exit code: 0 fine, 1 refused, or Segment refused or gave no answer, 2 bad usage,
130 stopped before it was done. After a failure, run it again: it goes on.
`
