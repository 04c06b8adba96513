import { commands } from '../src/run.js'
import { runCli } from './helpers/run-cli.js'

const helps = commands.flatMap(({ name, help, modes = {} }) => [
  { argv: [name], help },
  ...Object.entries(modes).map(([mode, ofMode]) => ({ argv: [name, mode], help: ofMode })),
])

describe.each(helps)('impressions $argv --help', ({ argv, help }) => {
  it('fits 80 columns', async () => {
    const { code, stdout, stderr } = await runCli([...argv, '--help'])
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('breaks between words on a narrow terminal, except in lines to copy', async () => {
    const { stdout } = await runCli([...argv, '--help'], { columns: 60 })
    const [options = '', toCopy = ''] = stdout.split('\nExamples:\n')
    const lines = [...options.split('\n'), ...toCopy.split('\n').filter((line) => !line.startsWith(' '))]
    const long = lines.filter((line) => line.length > 60)
    expect(long.filter((line) => line.trim().includes(' '))).toStrictEqual([])
  })

  it('has examples, each of this command', async () => {
    const { stdout } = await runCli([...argv, '--help'])
    expect(stdout).toContain(`Examples:\n  impressions ${argv.join(' ')}`)
  })

  it('is the same as impressions help', async () => {
    expect(await runCli(['help', ...argv])).toStrictEqual(await runCli([...argv, '--help']))
  })

  it.each(Object.entries(help.options))('describes --%s', async (name, { value, text, default: usual }) => {
    const { stdout } = await runCli([...argv, '--help'])
    const words = (lines: string) => lines.replaceAll('`', '').replace(/\s+/g, ' ')
    const flag = value === undefined ? `--${name}` : `--${name} ${value}`
    const ending = usual === undefined ? '' : ` Default: ${usual}.`
    expect(words(stdout)).toContain(words(`${flag} ${text}${ending}`))
  })
})

it('is what the parser accepts', async () => {
  for (const { argv, help } of helps)
    for (const [name, { value }] of Object.entries(help.options)) {
      const { stderr } = await runCli([...argv, value === undefined ? `--${name}=x` : `--${name}`])
      expect(stderr).toContain(value === undefined ? `--${name} takes no value.` : `--${name} needs a value.`)
    }
})

it('is what a usage error of a mode points to', async () => {
  const { code, stderr } = await runCli(['doctor', '--send', '--wait', 'long'])
  expect(code).toBe(2)
  expect(stderr).toContain('\nFor usage, run: impressions doctor --send --help\n')
})
