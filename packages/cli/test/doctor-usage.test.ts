import { doctor, file } from './helpers/doctor.js'
import { runCli } from './helpers/run-cli.js'

const keys = { apiKey: 'one-key', secretKey: 'another-key' }

describe('impressions doctor', () => {
  it.each([
    [[], 'There is nothing to check. Add --settings, --subscriptions or both.'],
    [['--setting', 'x'], 'There is no option --setting. Did you mean --settings?'],
    [['x'], 'The argument “x” isn’t expected here.'],
    [['--settings', '-', '--subscriptions', '-'], 'Only one of the files can be standard input.'],
    [
      ['--settings', 'x', '--offline', '--amplitude-url', 'http://127.0.0.1'],
      '--amplitude-url and --offline contradict each other. Remove one of them.',
    ],
  ])('rejects %j', async (args, message) => {
    expect(await runCli(['doctor', ...args])).toStrictEqual({
      code: 2,
      stdout: '',
      stderr: `impressions doctor: ${message}\nFor usage, run: impressions doctor --help\n`,
    })
  })

  it('stops when the user wants it to', async () => {
    const stop = new AbortController()
    const path = file('settings.json', keys)
    const args = ['--settings', path, '--offline']
    const early = await doctor(args, { signal: AbortSignal.abort() })
    const ran = doctor(args, { signal: stop.signal })
    stop.abort()
    expect([early, await ran]).toStrictEqual(Array(2).fill({ code: 130, stdout: '', stderr: '' }))
  })
})
