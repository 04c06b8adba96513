import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sandboxProject, startSandbox } from '@experiment-impressions/sandbox'
import { file, presets } from './helpers/doctor.js'

describe('the built command', () => {
  it('checks keys at a sandbox', async () => {
    const bin = join(__dirname, '../dist/bin.js')
    const sandbox = await startSandbox({ port: 0 })
    const { apiKey: AMPLITUDE_API_KEY, secretKey: AMPLITUDE_SECRET_KEY } = sandboxProject
    const child = spawn(
      process.execPath,
      [
        bin,
        'doctor',
        '--subscriptions',
        file('subs.json', presets()),
        '--amplitude-url',
        `${sandbox.url}/amplitude`,
      ],
      {
        env: { NO_COLOR: '1', AMPLITUDE_API_KEY, AMPLITUDE_SECRET_KEY },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ])
    await sandbox.close()
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(stdout.replaceAll(new URL(sandbox.url).host, 'localhost:4747')).toMatchInlineSnapshot(`
      "✓ Settings         2 settings, all valid; AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY from the
                         environment.
      ✓ Keys and region  Amplitude at localhost:4747 accepts the two keys as a pair. Only a real event
                         shows whether the API key can send.
      ✓ Subscriptions    3 subscriptions cover $impression and $exposure.
      ✓ Sent once        Amplitude gets each of 17 test events at most once.
      ✓ Mappings         3 mappings passed with 17 test events, one by one and in batches.

      Everything is fine.
      "
    `)
  })
})
