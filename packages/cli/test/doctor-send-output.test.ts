import { findingDocs } from '../src/doctor/words/describe-finding.js'
import { json, segmentThat } from './helpers/doctor-send-segment.js'
import { createTestRuns, env, subscription } from './helpers/doctor-send.js'

const runs = createTestRuns()
afterEach(() => runs.close())

const off = [subscription({ enabled: false })]

describe('the output of impressions doctor --send', () => {
  it('shows progress on a terminal only', async () => {
    const pieces: string[] = []
    const { send } = await runs.prepare({ subscriptions: off })
    const onTerminal = await send(['--yes', '--wait', '1'], {
      columns: 80,
      onOutput: (text) => pieces.push(text),
    })
    expect(pieces).toContain('  the impression isn’t there yet: asked 2 times in 5 s, up to 60 s …')
    expect(onTerminal.stdout).not.toContain('\u001b')
    const { send: again } = await runs.prepare({ subscriptions: off })
    const inFile = await again(['--yes', '--wait', '1'])
    expect(inFile.stdout).not.toContain('\r')
    expect(inFile.stdout).not.toContain('asked')
  })

  it('fits a terminal', async () => {
    for (const columns of [40, 80]) {
      const { send, scrubbed } = await runs.prepare({ subscriptions: off })
      const { stdout, stderr } = scrubbed(await send(['--yes'], { columns }))
      expect(
        (stdout + stderr).split('\n').filter((line) => line.length > columns && line !== findingDocs),
      ).toStrictEqual([])
    }
  })

  it('never contains a key', async () => {
    const secret = {
      NO_COLOR: '1',
      SEGMENT_WRITE_KEY: 'zzz-WRITE',
      AMPLITUDE_API_KEY: env.AMPLITUDE_API_KEY,
      AMPLITUDE_SECRET_KEY: env.AMPLITUDE_SECRET_KEY,
    }
    const refusing = await segmentThat(runs, json(400, { message: 'zzz-WRITE' }))
    const { send } = await runs.prepare()
    const ran = [
      await send(['--yes'], { env: secret }),
      await send(['--yes', '--json'], { env: secret }),
      await send(['--yes', '--segment-url', refusing.url], { env: secret }),
      await send(['--yes'], {
        env: { ...secret, AMPLITUDE_API_KEY: 'zzz-API', AMPLITUDE_SECRET_KEY: 'zzz-SECRET' },
      }),
      await send(['--yes', '--write-key=zzz'], { env: secret }),
    ]
    expect(ran.map(({ code }) => code)).toStrictEqual([0, 0, 1, 1, 2])
    expect(JSON.stringify(ran)).not.toMatch(/zzz/i)
    // Only who has other keys is told those of the sandbox.
    const told = ran.map((one) => /sandbox-(?:api|secret)-key/.test(JSON.stringify(one)))
    expect(told).toStrictEqual([false, false, false, true, false])
  })
})
