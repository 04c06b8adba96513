import { runCli } from './helpers/run-cli.js'

describe('impressions', () => {
  it('lists its commands', async () => {
    expect(await runCli(['--help'])).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "Tools for experiment impressions on their way through a CDP to Amplitude.

      Usage: impressions <command> [options]

      Commands:
        sandbox        Plays a recorded session through a local Segment and Amplitude.
        inspect        Shows events in both forms, side by side, with their issues.
        estimate       Estimates a month’s impressions, and when a quota runs out.
        doctor         Checks settings, keys and mappings, and says what to change.
        deploy         Creates or updates the function in your Segment workspace.
        tracking-plan  Prints or uploads Segment’s tracking plan for impressions.

      Options:
        --json     Prints JSON. Put it after the command.
        --help     Shows this help, or that of a command.
        --version  Prints the version.

      Output on a terminal has colours. NO_COLOR=1 turns them off, FORCE_COLOR=1 on.
      Exit code: 0 fine, 1 an error was found or an event wasn’t delivered, 2 wrong
      usage or unreadable input, 130 stopped early.
      ",
      }
    `)
  })

  it('prints its help as an error without a command', async () => {
    const help = await runCli(['--help'])
    expect(await runCli([])).toStrictEqual({ code: 2, stdout: '', stderr: help.stdout })
  })

  it('fits 80 columns', async () => {
    const { stdout } = await runCli(['--help'])
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it.each([['help'], ['-h']])('accepts %s for --help', async (argument) => {
    expect(await runCli([argument])).toStrictEqual(await runCli(['--help']))
  })

  it('prints its version', async () => {
    const { code, stdout, stderr } = await runCli(['--version'])
    expect({ code, stderr, stdout: stdout.replace(/\d+\.\d+\.\d+/, 'x.y.z') }).toStrictEqual({
      code: 0,
      stderr: '',
      stdout: 'x.y.z\n',
    })
  })

  it('suggests a similar command', async () => {
    expect(await runCli(['inpsect'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions: There is no command “inpsect”. Did you mean inspect? The commands are sandbox, inspect, estimate, doctor, deploy, tracking-plan.
      For usage, run: impressions --help
      ",
        "stdout": "",
      }
    `)
  })

  it('reads what follows -- as a file, even --help', async () => {
    const { code, stderr } = await runCli(['inspect', '--', '--help'])
    expect(code).toBe(2)
    expect(stderr).toContain('--help doesn’t exist')
  })

  it('suggests nothing if no command is similar, and prints no escape sequence', async () => {
    expect(await runCli(['\u001b[31mreplay'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions: There is no command “\\u001b[31mreplay”. The commands are sandbox, inspect, estimate, doctor, deploy, tracking-plan.
      For usage, run: impressions --help
      ",
        "stdout": "",
      }
    `)
  })

  it('names an unknown option', async () => {
    expect(await runCli(['--jsn'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions: There is no option --jsn.
      For usage, run: impressions --help
      ",
        "stdout": "",
      }
    `)
    expect(await runCli(['inspect', '--jsno', '-'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions inspect: There is no option --jsno. Did you mean --json?
      For usage, run: impressions inspect --help
      ",
        "stdout": "",
      }
    `)
    expect(await runCli(['inspect', '--json=yes', '-'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions inspect: --json takes no value.
      For usage, run: impressions inspect --help
      ",
        "stdout": "",
      }
    `)
    expect(await runCli(['estimate', '--mtu'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions estimate: --mtu needs a value.
      For usage, run: impressions estimate --help
      ",
        "stdout": "",
      }
    `)
    expect(await runCli(['estimate', 'four'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "impressions estimate: The argument “four” isn’t expected here.
      For usage, run: impressions estimate --help
      ",
        "stdout": "",
      }
    `)
  })

  it.each([
    [['--verison'], 'There is no option --verison. Did you mean --version?'],
    [['inspect', '--hepl'], 'There is no option --hepl. Did you mean --help?'],
    [
      ['help', 'inpsect'],
      'There is no command “inpsect”. Did you mean inspect? The commands are sandbox, inspect, estimate, doctor, deploy, tracking-plan.',
    ],
    [['--json', 'inspect'], 'The command comes first: impressions inspect --json.'],
  ])('suggests a fix for %j', async (argv, sentence) => {
    const { code, stderr } = await runCli(argv)
    expect(code).toBe(2)
    expect(stderr).toContain(`: ${sentence}\n`)
  })

  it('describes an unexpected error in one sentence', async () => {
    expect(await runCli(['sandbox'])).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "impressions sandbox: Something unexpected went wrong: This test has no sandbox.
      Please report it: https://github.com/experiment-impressions/experiment-impressions/issues
      ",
        "stdout": "",
      }
    `)
  })

  it.each([[['estimate', 'LONG']], [['estimate', '--LONG']], [['LONG']], [['-LONG']], [['help', 'LONG']]])(
    'is brief about an argument of 100,000 characters',
    async (argv) => {
      const { code, stderr } = await runCli(
        argv.map((each) => each.replace('LONG', `\u3164${'x'.repeat(100_000)}`)),
      )
      expect(code).toBe(2)
      expect(stderr.length).toBeLessThan(500)
      expect(stderr).not.toContain('\u3164')
    },
  )
})
