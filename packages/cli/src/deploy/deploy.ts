import { escapeText } from '@experiment-impressions/contract'
import type { Command, Context } from '../command.js'
import { UnreadableInputError, UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { describeFailure } from '../segment-api/describe-failure.js'
import { openSession } from '../segment-api/session.js'
import { readSegmentToken, tokenMissing } from '../segment-api/read-segment-token.js'
import { readBanner } from './code-version.js'
import { DeployError } from './deploy-error.js'
import { deployFunction, type DeployTask } from './deploy-function.js'
import { functionKinds, type FunctionRelease } from '../function-release.js'
import { help } from './help.js'
import { hideCode } from './redact-code.js'
import type { Progress } from './progress.js'
import { readChoices, type Choices } from './read-choices.js'
import { readInstanceSettings } from './read-instance-settings.js'
import { reportDeployment } from './report-deployment.js'

export const deployCommand: Command = {
  name: 'deploy',
  summary: 'Creates or updates the function in your Segment workspace.',
  help,
  async run(args, context) {
    const choices = readChoices(args)
    const token = readSegmentToken(context.io.env)
    if (token === undefined && !choices.isDryRun) throw new UsageError(tokenMissing)
    if (token === undefined && choices.id !== undefined)
      throw new UsageError(`With --id, even a dry run must ask Segment. ${tokenMissing}`)
    const release = await context.dependencies.loadFunction(choices.kind)
    const task = toTask(choices, release)
    const session = openSession({ ...choices, token }, context)
    const progress: Progress = {}
    const error = await attempt(() => deployFunction(session, task, progress), { context, progress, release })
    const { isDryRun } = choices
    await reportDeployment(
      { ...choices, isDryRun, hasToken: token !== undefined, release, progress, session, error },
      context,
    )
    return error === undefined ? exitCode.fine : exitCode.findings
  },
}

function toTask(
  { kind, name, id, force, integrationId, settings }: Choices,
  release: FunctionRelease,
): DeployTask {
  const version = readBanner(release.code)?.version
  if (version === undefined)
    throw new UnreadableInputError(
      'The function’s code has no banner with its version. Install this command again. In a clone, run npm run build.',
    )
  const given = readInstanceSettings(settings, release.settings)
  return {
    kind,
    name,
    id,
    force,
    wanted: { ...release, version, purpose: functionKinds[kind].purpose },
    connection:
      integrationId === undefined ? undefined : { integrationId, instanceName: name, settings: given },
  }
}

/** Runs the deployment and returns the failure in words. When the user stops it, says how far it got. */
async function attempt(
  deployment: () => Promise<void>,
  { context: { io }, progress, release }: Attempt,
): Promise<string | undefined> {
  try {
    return await describeFailure(deployment, {
      signal: io.signal,
      role: 'Functions Admin (and Source Admin to connect it)',
      feature: 'the Functions feature',
      subject: 'the id',
      clean: (text) => hideCode(text, release.code),
    })
  } catch (error) {
    if (error instanceof DeployError && !io.signal.aborted) return error.message
    if (io.signal.aborted && progress.function !== undefined) {
      const { action, id } = progress.function
      io.stderr(`Stopped. The function is already ${action} (${escapeText(id)}).\n`)
    }
    throw error
  }
}

interface Attempt {
  readonly context: Context
  readonly progress: Progress
  readonly release: FunctionRelease
}
