import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { doctor, file, withMapping } from './helpers/doctor.js'
import { runCli } from './helpers/run-cli.js'

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

/** Commands with what they print; those of the sandbox print the time of day. */
const examples = [...readme.matchAll(/```console\n\$ impressions (.+)\n([^`]+)```/g)]
  .map(([, command = '', printed = '']) => ({ command, printed }))
  .filter(({ command }) => !command.startsWith('sandbox'))

describe('the README', () => {
  it('has examples', () => {
    expect(examples).toHaveLength(5)
  })

  it.each(examples)('prints what it says for $command', async ({ command, printed }) => {
    const argv = command.split(' ').map((argument) => files.get(argument) ?? argument)
    const { stdout, stderr } = await (argv[0] === 'doctor' ? doctor(argv.slice(1)) : runCli(argv))
    expect((stdout + stderr).trimEnd()).toBe(printed.trimEnd())
  })
})
