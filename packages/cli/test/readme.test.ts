import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deploy, release } from './helpers/deploy.js'
import { doctor, file, withMapping } from './helpers/doctor.js'
import { runCli, type Ran } from './helpers/run-cli.js'
import { startSegmentStub } from './helpers/segment-stub.js'

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')
/** What the examples read. */
const files = new Map([
  ['event.json', join(__dirname, '../../../test/corpus/impression-user-id-too-short/event.json')],
  ['settings.json', file('settings.json', { apiKey: 'one', secretKey: 'two', endpoint: 'eu' })],
  [
    'subs.json',
    file('subs.json', [
      ...withMapping({ variant: { '@path': '$.properties.varient' } }),
      { name: 'Track Calls', subscribe: 'type = "track"', partnerAction: 'logEventV2', mapping: {} },
    ]),
  ],
])

/** Commands that need something around them. */
const runs: Readonly<Record<string, (argv: readonly string[]) => Promise<Ran>>> = {
  doctor: (argv) => doctor(argv.slice(1)),
  deploy: async (argv) => {
    const stub = await startSegmentStub()
    const ran = await deploy(stub, argv.slice(2), { release: release('0.1.0') })
    await stub.close()
    return ran
  },
}

/** Segment gives each function an id of its own. */
const withoutIds = (text: string) => text.trimEnd().replaceAll(/dfn_[\da-f]{24}/g, 'dfn_…')

/** Commands with what they print; those of the sandbox print the time of day. */
const examples = [...readme.matchAll(/```console\n\$ impressions (.+)\n([^`]+)```/g)]
  .map(([, command = '', printed = '']) => ({ command, printed }))
  .filter(({ command }) => !command.startsWith('sandbox'))

describe('the README', () => {
  it('has examples', () => {
    expect(examples).toHaveLength(6)
  })

  it.each(examples)('prints what it says for $command', async ({ command, printed }) => {
    const argv = command.split(' ').map((argument) => files.get(argument) ?? argument)
    const { stdout, stderr } = await (runs[argv[0] ?? '']?.(argv) ?? runCli(argv))
    expect(withoutIds(stdout + stderr)).toBe(withoutIds(printed))
  })
})
