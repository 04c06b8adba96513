import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCli } from './helpers/run-cli.js'

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')
const event = join(__dirname, '../../../test/corpus/impression-user-id-too-short/event.json')

/** Commands with what they print; those of the sandbox print the time of day. */
const examples = [...readme.matchAll(/```console\n\$ impressions (.+)\n([^`]+)```/g)]
  .map(([, command = '', printed = '']) => ({ command, printed }))
  .filter(({ command }) => !command.startsWith('sandbox'))

describe('the README', () => {
  it('has examples', () => {
    expect(examples).toHaveLength(4)
  })

  it.each(examples)('prints what it says for $command', async ({ command, printed }) => {
    const argv = command.split(' ').map((argument) => (argument === 'event.json' ? event : argument))
    const { stdout, stderr } = await runCli(argv)
    expect((stdout + stderr).trimEnd()).toBe(printed.trimEnd())
  })
})
