import type { Command } from '../command.js'
import { UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { interrupted } from '../interrupted.js'
import { parseArguments } from '../parse-arguments.js'
import { renderRecipe } from '../recipe.js'
import { columnsOf } from '../terminal/text-width.js'
import { help } from './help.js'
import { parseAmplitudeUrl } from './read/amplitude-url.js'
import { help as sendHelp } from './send/help.js'
import { fetchRecipe } from './words/fetch-recipe.js'
import { recipesFor } from './words/recipes-for.js'
import { countFindings, renderReport, reportJson } from './words/render-report.js'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Checks settings, keys and mappings, and says what to change.',
  help,
  modes: { '--send': sendHelp },
  async run(args, context) {
    if (args.includes('--send')) return (await import('./send/send.js')).sendTestImpressions(args, context)
    const { io, style, dependencies } = context
    const columns = columnsOf(io)
    const { values } = parseArguments(args, help.options)
    const { settings, subscriptions = [], 'amplitude-url': url } = values
    const hasKeys = [io.env['AMPLITUDE_API_KEY'], io.env['AMPLITUDE_SECRET_KEY']].some(Boolean)
    if (settings === undefined && subscriptions.length === 0 && !hasKeys)
      throw new UsageError(
        [
          'There is nothing to check. Add --settings, --subscriptions or both.',
          '',
          ...renderRecipe(fetchRecipe(['settings', 'subscriptions']), columns),
          '',
        ].join('\n'),
      )
    if ([settings, ...subscriptions].filter((path) => path === '-').length > 1)
      throw new UsageError('Only one of the files can be standard input.')
    if (url !== undefined && values.offline)
      throw new UsageError('--amplitude-url and --offline contradict each other. Remove one of them.')
    const endpoints = url === undefined ? undefined : parseAmplitudeUrl(url)
    // The framework loads slowly, so only this command waits for it.
    const [{ diagnose }, sandbox] = await Promise.all([import('./diagnose.js'), dependencies.loadSandbox()])
    const choices = {
      settings,
      subscriptions,
      endpoints,
      isOffline: values.offline,
      deadlineMs: dependencies.deadlineMs,
      sandboxKeys: sandbox.sandboxProject,
    }
    const checks = await Promise.race([
      diagnose(choices, io, await sandbox.readRecordedSession()),
      interrupted(io.signal),
    ])
    const recipes = recipesFor(checks, {
      hasSubscriptions: subscriptions.length > 0,
      sandboxKeys: sandbox.sandboxProject,
      amplitudeUrl: url,
    })
    await io.stdout(values.json ? reportJson(checks) : renderReport(checks, recipes, { columns, style }))
    return countFindings(checks).errors > 0 ? exitCode.findings : exitCode.fine
  },
}
