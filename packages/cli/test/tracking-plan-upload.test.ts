import { runCli } from './helpers/run-cli.js'
import { type Fault, type SegmentStub } from './helpers/segment-stub.js'
import { common, name, old, plan, signup, startApi, upload, withToken } from './helpers/upload.js'

let api: SegmentStub
beforeEach(async () => {
  api = await startApi()
})
afterEach(() => api.close())

describe('impressions tracking-plan --upload', () => {
  it('adds or replaces the rules for both events, and leaves the others', async () => {
    expect(await upload(api)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "The rules for $impression and $exposure are in tp_2rFi56u1W4f8fcPxJ92padMtVPj.
      The plan’s other rules are unchanged. Connect your source to the plan, if it isn’t yet: Segment
      doesn’t check events of other sources.
      ",
      }
    `)
    const rules = api.plans.get(plan)
    expect([...(rules?.keys() ?? [])]).toStrictEqual([
      'TRACK Signed Up 1',
      'COMMON undefined 1',
      'TRACK $impression 1',
      'TRACK $exposure 1',
    ])
    expect(rules?.get('TRACK Signed Up 1')).toBe(signup)
    expect(rules?.get('COMMON undefined 1')).toBe(common)
    expect(rules?.get('TRACK $impression 1')).not.toStrictEqual(old)
  })

  it('sends what it prints, in one request, with the token only in its header', async () => {
    await upload(api)
    const { stdout } = await runCli(['tracking-plan'])
    expect(api.calls).toHaveLength(1)
    const [request] = api.calls
    expect(request).toMatchObject({
      name,
      query: '',
      headers: {
        authorization: `Bearer ${api.token}`,
        accept: 'application/vnd.segment.v1+json',
        'content-type': 'application/vnd.segment.v1+json',
      },
    })
    expect(request?.body).toStrictEqual(JSON.parse(stdout))
  })

  it('can be repeated', async () => {
    await upload(api)
    const first = [...(api.plans.get(plan) ?? [])]
    expect((await upload(api)).code).toBe(0)
    expect([...(api.plans.get(plan) ?? [])]).toStrictEqual(first)
  })

  it('prints data with --json', async () => {
    const { code, stdout } = await upload(api, ['--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toStrictEqual({
      trackingPlan: plan,
      isUploaded: true,
      rules: ['$impression', '$exposure'],
      requests: [],
      error: null,
    })
  })

  it('fits 80 columns', async () => {
    const { stdout } = await upload(api, [], { columns: 80 })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it.each([
    [
      'no token',
      undefined,
      'SEGMENT_API_TOKEN isn’t set. Put a Public API token into that environment variable',
    ],
    ['an empty one', '', 'SEGMENT_API_TOKEN isn’t set.'],
    ['one with a line break', 'sgp_zz\nzz', 'it contains a space, a line break or a special character'],
    ['one with a header in it', 'sgp_zzzz\r\nX-Evil: 1', 'it contains a space, a line break'],
    ['one that isn’t ASCII', 'sgp_zzzzä', 'it contains a space, a line break'],
  ])('sends nothing with %s', async (_, value, message) => {
    const { code, stderr } = await upload(api, [], { env: withToken(value) })
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(api.calls).toStrictEqual([])
  })

  it.each<[string, Fault]>([
    ['a rate limit', { kind: 'answer', status: 429, headers: { 'retry-after': '7' } }],
    ['a server error', { kind: 'answer', status: 503 }],
    ['a broken connection', { kind: 'cut' }],
    ['a connection that breaks after the change', { kind: 'cut after' }],
  ])('tries again after %s, and says so', async (_, fault) => {
    api.fail(name, fault, fault, fault)
    const { code, stdout, stderr } = await upload(api)
    expect({ code, again: stderr.match(/Trying .+? again in \d s\./g)?.length }).toStrictEqual({
      code: 0,
      again: 3,
    })
    expect(stdout).toContain(`The rules for $impression and $exposure are in ${plan}.`)
    expect(api.plans.get(plan)?.size).toBe(4)
  })
})

describe('--dry-run', () => {
  it('shows the request without the token and sends nothing', async () => {
    const { code, stdout, stderr } = await upload(api, ['--dry-run'], { columns: 80 })
    const { stdout: printed } = await runCli(['tracking-plan'])
    const withoutBlanks = (text: string) => text.replaceAll(/\s/g, '')
    const [head = '', tail = ''] = stdout.split(/^ {2}\{$[^]*^ {2}\}$/m)
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect((head + tail).replace(api.url, '<url>')).toMatchInlineSnapshot(`
      "PATCH <url>/tracking-plans/tp_2rFi56u1W4f8fcPxJ92padMtVPj/rules  not sent
        Accept: application/vnd.segment.v1+json
        Content-Type: application/vnd.segment.v1+json
        Authorization: Bearer <SEGMENT_API_TOKEN>


      Dry run: nothing was changed. 1 request would be sent.
      "
    `)
    expect(withoutBlanks(stdout)).toBe(withoutBlanks(head + printed + tail))
    expect(api.calls).toStrictEqual([])
  })

  it('shows the whole request as JSON', async () => {
    const { stdout } = await upload(api, ['--dry-run', '--json'])
    const { stdout: printed } = await runCli(['tracking-plan'])
    const type = 'application/vnd.segment.v1+json'
    expect(JSON.parse(stdout)).toStrictEqual({
      trackingPlan: plan,
      isUploaded: false,
      rules: ['$impression', '$exposure'],
      requests: [
        {
          isSent: false,
          method: 'PATCH',
          url: `${api.url}/tracking-plans/${plan}/rules`,
          headers: { Accept: type, 'Content-Type': type, Authorization: 'Bearer <SEGMENT_API_TOKEN>' },
          body: JSON.parse(printed) as unknown,
        },
      ],
      error: null,
    })
  })

  it.each([
    [[], 'https://api.segmentapis.com'],
    [['--region', 'north_america'], 'https://api.segmentapis.com'],
    [['--region', 'europe'], 'https://eu1.api.segmentapis.com'],
  ])('uses with %j %s, and needs no token', async (args, host) => {
    const { code, stdout } = await runCli(['tracking-plan', '--upload', plan, '--dry-run', '--json', ...args])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      isUploaded: false,
      requests: [{ isSent: false, method: 'PATCH', url: `${host}/tracking-plans/${plan}/rules` }],
    })
  })
})
