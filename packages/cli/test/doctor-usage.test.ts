import { doctor, file } from './helpers/doctor.js'
import { runCli } from './helpers/run-cli.js'

const keys = { apiKey: 'one-key', secretKey: 'another-key' }

describe('impressions doctor', () => {
  it.each([
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

  it('says how to get the files if there are none', async () => {
    const { code, stdout, stderr } = await runCli(['doctor'], { columns: 80 })
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toMatchInlineSnapshot(`
      "impressions doctor: There is nothing to check. Add --settings, --subscriptions or both.

      Fetch settings.json and subs.json from Segment’s Public API:
        printf 'Authorization: Bearer %s' "$SEGMENT_API_TOKEN" | curl -sSH @- \\
          https://api.segmentapis.com/destinations/$ID > settings.json
        printf 'Authorization: Bearer %s' "$SEGMENT_API_TOKEN" | curl -sSH @- \\
          -H "Accept: application/vnd.segment.v1alpha+json" \\
          https://api.segmentapis.com/destinations/$ID/subscriptions > subs.json
      SEGMENT_API_TOKEN: a Public API token with the role Source Read-only, Source
      Admin or Workspace Owner.
      ID: the 24 characters (0–9, a–f) in the address of the destination’s page in
      Segment’s app.
      Workspaces in the EU: https://eu1.api.segmentapis.com
      Keys: masked in the file. AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY override
      it.

      For usage, run: impressions doctor --help
      "
    `)
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
