import { escapeText } from '@experiment-impressions/contract'
import type { Command, Context } from '../command.js'
import { UnreadableInputError, UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { describeSegmentError } from '../segment-api/describe-segment-error.js'
import { openSession } from '../segment-api/open-session.js'
import { readSegmentToken, tokenMissing } from '../segment-api/read-segment-token.js'
import { SegmentApiError } from '../segment-api/segment-api-error.js'
import { DeployError } from './deploy-error.js'
import { deployFunction, type DeployTask } from './deploy-function.js'
import { functionKinds, type FunctionRelease } from './function-kind.js'
import { help } from './help.js'
import { hideCode } from './hide-code.js'
import type { Progress } from './progress.js'
import { readBanner } from './read-banner.js'
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
      throw new UsageError(`With --id even a dry run has to ask Segment. ${tokenMissing}`)
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
      'The function’s code has no banner with its version. Install this command again; in its repository, npm run build makes it.',
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

interface Attempt {
  readonly context: Context
  readonly progress: Progress
  readonly release: FunctionRelease
}

/** Runs it, and returns what went wrong in words, with what is done already. Bad usage and the user's stop go on as they are. */
async function attempt(
  run: () => Promise<void>,
  { context, progress, release }: Attempt,
): Promise<string | undefined> {
  try {
    await run()
    return undefined
  } catch (error) {
    if (context.io.signal.aborted && progress.function !== undefined)
      context.io.stderr(
        `Stopped. The function is ${progress.function.action} already (${escapeText(progress.function.id)}).\n`,
      )
    if (context.io.signal.aborted) throw error
    if (error instanceof DeployError) return error.message
    if (!(error instanceof SegmentApiError)) throw error
    const clean = (text: string): string => hideCode(text, release.code)
    return describeSegmentError(error, {
      role: 'Functions Admin (and Source Admin to connect it)',
      feature: 'the Functions feature',
      subject: 'the id',
      clean,
    })
  }
}
