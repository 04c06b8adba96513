import { createTestRuns, env } from './helpers/doctor-send.js'

const runs = createTestRuns()
afterEach(() => runs.close())

describe('bad usage', () => {
  it.each<[readonly string[], object, string]>([
    [['--settings', 'a.json'], {}, '--send can’t be combined with --settings.'],
    [['--subscriptions', 'a.json'], {}, '--send can’t be combined with --subscriptions.'],
    [['--offline'], {}, '--send can’t be combined with --offline.'],
    [['--flag', ' '], {}, '--flag is empty'],
    [['--flag', 'he\u3164ro'], {}, '--flag must have at most 100 characters'],
    [['--flag', 'f'.repeat(101)], {}, '--flag must have at most 100 characters'],
    [['--wait', '0'], {}, '--wait is out of range'],
    [['--wait', '61'], {}, '--wait is out of range'],
    [['--wait', 'long'], {}, '--wait isn’t a number'],
    [['--segment-region', 'moon'], {}, '--segment-region is “moon”. Use north_america or europe.'],
    [['--segment-region', 'us'], {}, '--segment-region is “us”. Use north_america or europe.'],
    [['--segment-url', 'http://segment.example/'], {}, '--segment-url must be on this machine'],
    [['--amplitude-url', 'http://amplitude.example/'], {}, 'leave it out and set AMPLITUDE_REGION.'],
    [[], { AMPLITUDE_REGION: 'moon' }, 'AMPLITUDE_REGION is “moon”'],
    [[], { AMPLITUDE_REGION: 'eu' }, 'AMPLITUDE_REGION is “eu”. Use north_america or europe.'],
    [
      [],
      { SEGMENT_WRITE_KEY: ' ' },
      'SEGMENT_WRITE_KEY isn’t set in the environment. The sandbox takes any write key',
    ],
    [
      [],
      { AMPLITUDE_API_KEY: undefined, AMPLITUDE_SECRET_KEY: '' },
      'its own two keys: AMPLITUDE_API_KEY=sandbox-api-key and AMPLITUDE_SECRET_KEY=sandbox-secret-key.',
    ],
    [['--fleg', 'a'], {}, 'There is no option --fleg. Did you mean --flag?'],
  ])('is rejected before anything is sent: %j %j', async (args, over, words) => {
    const { send, sandbox } = await runs.prepare()
    const { code, stdout, stderr } = await send(['--yes', ...args], { env: { ...env, ...over } })
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(words)
    expect(sandbox.events()).toStrictEqual([])
  })

  it('says where the keys are, unless they’re a sandbox’s', async () => {
    const { doctor } = await import('./helpers/doctor.js')
    const { code, stderr } = await doctor(['--send', '--yes'], { env: {} })
    expect(code).toBe(2)
    expect(stderr).toContain('aren’t set in the environment. You find the write key in Segment')
    expect(stderr).toContain('You find the two keys in Amplitude')
  })

  it.each(['--segment-url', '--amplitude-url'])('includes %s without the other URL', async (option) => {
    const { doctor } = await import('./helpers/doctor.js')
    const { code, stderr } = await doctor(['--send', '--yes', option, 'http://127.0.0.1:1/'], { env })
    expect(code).toBe(2)
    expect(stderr).toContain('Use both --segment-url and --amplitude-url, or neither.')
  })
})

describe('--help', () => {
  it('explains sending only, and fits 80 columns', async () => {
    const { doctor } = await import('./helpers/doctor.js')
    const { code, stdout } = await doctor(['--send', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Usage: impressions doctor --send [options]')
    expect(stdout.split('\n').filter((line) => line.length > 80)).toStrictEqual([])
    expect((await doctor(['--help'])).stdout).toContain('Usage: impressions doctor --settings')
  })
})
