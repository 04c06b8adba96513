import { systemClock } from '../../clock.js'
import { randomUUID } from 'node:crypto'
import type { Context } from '../../command.js'
import { exitCode } from '../../exit-code.js'
import { interrupted } from '../../interrupted.js'
import { askYesNo } from '../../terminal/ask.js'
import { wrapIndented } from '../../terminal/text-width.js'
import { version } from '../../version.js'
import { checkKeys } from '../checks/check-keys.js'
import { countFindings } from '../words/render-report.js'
import { testKeys } from '../trial/test-keys.js'
import { createLookups } from './amplitude/lookups.js'
import { offerDeletion } from './amplitude/delete-person.js'
import { readSendChoices, type SendChoices } from './read-send-choices.js'
import { createSendReporter, type SendReporter } from './send-reporter.js'
import { describeSending, describeStop } from './describe-sending.js'
import { createPersonFinder, type FoundPerson } from './amplitude/find-person.js'
import type { TestPerson } from './segment/test-impression.js'
import { timing } from './timing.js'
import { runStages } from './stages/run-stages.js'

/**
 * `impressions doctor --send`: sends test impressions through Segment to Amplitude, and watches them.
 * @throws {UsageError} if the arguments or the environment are wrong
 */
export async function sendTestImpressions(args: readonly string[], context: Context): Promise<number> {
  const { io, dependencies } = context
  const choices = await readSendChoices(args, { io, dependencies })
  const { newId = randomUUID } = dependencies
  const person: TestPerson = { userId: `impressions-test-${newId()}`, deviceId: newId() }
  const reporter = createSendReporter(context, choices.asJson)
  const sending: Sending = { choices, person, reporter, sent: 0 }
  try {
    return await run(sending, context)
  } catch (error) {
    reporter.clear()
    if (!io.signal.aborted) throw error
    io.stderr(`${paragraph(describeStop(person, sending.sent), reporter)}\n`)
    return exitCode.interrupted
  }
}

interface Sending {
  readonly choices: SendChoices
  readonly person: TestPerson
  readonly reporter: SendReporter
  /** How many impressions were sent so far. */
  sent: number
}

async function run(sending: Sending, context: Context): Promise<number> {
  const { choices, person, reporter } = sending
  const { io, dependencies } = context
  const { flag } = choices
  const code = (): number => (countFindings(reporter.stages).errors > 0 ? exitCode.findings : exitCode.fine)

  if (!(await areKeysAccepted(sending, context))) {
    io.stderr('Nothing was sent.\n')
    await reporter.finish({ flag, sent: 0, person: undefined })
    return exitCode.findings
  }
  io.stderr(`\n${paragraph(describeSending(choices, person), reporter)}\n\n`)
  const isWanted = choices.isConfirmed || (await askYesNo('Send them? [y/N] ', io))
  io.signal.throwIfAborted()
  if (!isWanted) {
    io.stderr('Nothing was sent.\n')
    return exitCode.fine
  }

  const found = await sendAndWatch(sending, context)
  const deadlineMs = dependencies.deadlineMs ?? timing.deadlineMs
  await reporter.stage(
    await offerDeletion(choices, { person, amplitudeId: found?.amplitudeId, io, deadlineMs }),
  )
  await reporter.finish({
    flag,
    sent: sending.sent,
    person: { ...person, amplitudeId: found?.amplitudeId },
  })
  return code()
}

/** Tests the keys before anything is sent: without them the command could watch nothing. */
async function areKeysAccepted(
  { choices, reporter }: Sending,
  { io, dependencies }: Context,
): Promise<boolean> {
  const { apiKey, secretKey, region: endpoint, endpoints, isLocal } = choices.amplitude
  const { sandboxProject: sandboxKeys } = await dependencies.loadSandbox()
  const test = await Promise.race([
    testKeys(
      { apiKey, secretKey, endpoint },
      { endpoints: isLocal ? endpoints : undefined, deadlineMs: dependencies.deadlineMs, sandboxKeys },
    ),
    interrupted(io.signal),
  ])
  const host = isLocal ? new URL(endpoints.usersearch).host : undefined
  const tested = { file: undefined, values: { endpoint }, host, sandboxKeys, isSending: true }
  await reporter.stage(checkKeys(test, tested))
  return test.kind === 'accepted'
}

/** Sends the impressions and reports each stage when it ends. Returns the person as last seen in Amplitude. */
async function sendAndWatch(
  sending: Sending,
  { io, dependencies }: Context,
): Promise<FoundPerson | undefined> {
  const { choices, person, reporter } = sending
  const { apiKey, secretKey, endpoints } = choices.amplitude
  const { clock = systemClock, newId = randomUUID, deadlineMs = timing.deadlineMs } = dependencies
  const { signal } = io
  const lookups = createLookups({ endpoints, credentials: [apiKey, secretKey], signal, deadlineMs })
  const stages = runStages({
    choices,
    person,
    experiment: { flag: choices.flag, variant: 'treatment', experimentKey: 'exp-1' },
    version: version(),
    newId,
    clock,
    signal,
    deadlineMs,
    look: createPersonFinder(lookups, person),
    amplitudeHost: new URL(endpoints.usersearch).host,
    onSend: () => {
      sending.sent += 1
    },
    onWait: reporter.waiting,
  })
  for (;;) {
    const { done, value } = await stages.next()
    if (done === true) return value
    await reporter.stage(value)
  }
}

function paragraph(text: string, { columns }: SendReporter): string {
  return wrapIndented(text, 0, columns).join('\n')
}
