import type { Command } from '../command.js'
import { UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { interrupted } from '../interrupted.js'
import { parseArguments } from '../parse-arguments.js'
import { columnsOf } from '../terminal/text-width.js'
import { parseAmplitudeUrl } from './read/amplitude-url.js'
import { help as sendHelp } from './send/help.js'
import { countFindings, renderReport, reportJson } from './words/render-report.js'

const help = `Checks a destination’s settings, keys, subscriptions and mappings, and says
what to change.

Usage: impressions doctor --settings <file> [--subscriptions <file>] [options]

Options:
  --settings <file>       The destination’s settings as JSON, { "endpoint":
                          "europe", … }, or what Segment’s Public API answers to
                          GET /destinations/{id}; - is standard input.
  --subscriptions <file>  The subscriptions of the source’s destinations: a list
                          of { "subscribe", "partnerAction", "mapping" }, or
                          what Segment’s Public API answers to
                          GET /destinations/{id}/subscriptions. Give it once for
                          each destination, Segment’s own Amplitude one
                          included. Without it the presets are checked.
  --offline               Leaves out the test of keys and region, the only
                          thing that goes over the network.
  --amplitude-url <url>   Tests the keys at an Amplitude on this machine, such
                          as the sandbox’s http://127.0.0.1:4747/amplitude.
  --json                  Prints { "checks": [{ name, status, note, findings,
                          more }] and "summary" }; more counts the findings
                          that are over a hundred of one check.
  --send                  Sends a test impression through Segment to Amplitude
                          and watches it arrive. It stands alone: see
                          impressions doctor --send --help.
  --help                  Shows this.

Environment:
  AMPLITUDE_API_KEY     The two keys, so that they stand in no file. They go
  AMPLITUDE_SECRET_KEY  before those in the settings, and are never printed.

Examples:
  impressions doctor --settings settings.json --subscriptions subs.json
  impressions doctor --subscriptions ours.json --subscriptions amplitude.json
  impressions doctor --settings settings.json --json | jq '.checks[].findings'

Exit code: 0 nothing of severity error, 1 something is, 2 bad usage or
unreadable input.
`

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Checks settings, keys and mappings, and says what to change.',
  help,
  helpOf: (args) => (args.includes('--send') ? sendHelp : undefined),
  async run(args, context) {
    if (args.includes('--send')) return (await import('./send/send.js')).sendTestImpressions(args, context)
    const { io, style, dependencies } = context
    const { values } = parseArguments(args, {
      settings: { type: 'string' },
      subscriptions: { type: 'string', multiple: true },
      offline: { type: 'boolean', default: false },
      'amplitude-url': { type: 'string' },
      json: { type: 'boolean', default: false },
    })
    const { settings, subscriptions = [], 'amplitude-url': url } = values
    const hasKeys = [io.env['AMPLITUDE_API_KEY'], io.env['AMPLITUDE_SECRET_KEY']].some(Boolean)
    if (settings === undefined && subscriptions.length === 0 && !hasKeys)
      throw new UsageError('There is nothing to check: give --settings, --subscriptions or both.')
    if ([settings, ...subscriptions].filter((path) => path === '-').length > 1)
      throw new UsageError('Only one of the files can be standard input.')
    if (url !== undefined && values.offline)
      throw new UsageError('--amplitude-url and --offline contradict each other. Leave one of them out.')
    const endpoints = url === undefined ? undefined : parseAmplitudeUrl(url)
    // The framework takes its time to load: no other command is to wait for it.
    const [{ diagnose }, sandbox] = await Promise.all([import('./diagnose.js'), dependencies.loadSandbox()])
    const choices = {
      settings,
      subscriptions,
      endpoints,
      isOffline: values.offline,
      deadlineMs: dependencies.deadlineMs,
    }
    const checks = await Promise.race([
      diagnose(choices, io, await sandbox.readRecordedSession()),
      interrupted(io.signal),
    ])
    const columns = columnsOf(io)
    await io.stdout(values.json ? reportJson(checks) : renderReport(checks, { columns, style }))
    return countFindings(checks).errors > 0 ? exitCode.findings : exitCode.fine
  },
}
