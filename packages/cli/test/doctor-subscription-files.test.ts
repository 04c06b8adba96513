import { doctor, file, presets } from './helpers/doctor.js'
import { amplitude, check } from './helpers/subscriptions.js'

describe('impressions doctor: files of subscriptions', () => {
  it('can be responses of Segment’s Public API', async () => {
    const subscriptions = presets().map(({ name, subscribe, partnerAction, mapping }, index) => ({
      id: `eoeXaMeAYcB2XvEApJDr${String(index)}`,
      name,
      actionId: 'uD9jEQ4DxJZzhzVqppM7UD',
      actionSlug: partnerAction,
      destinationId: 'fP7qoQw2HTWt9WdMr718gn',
      modelId: '',
      enabled: index !== 0,
      trigger: subscribe,
      settings: mapping,
    }))
    const pagination = { current: 'MA==', totalEntries: 3 }
    const one = await check({ data: { subscriptions, pagination } })
    expect(one.lines).toStrictEqual(['warning SUBSCRIPTION_DISABLED 0', 'error SUBSCRIPTION_MISSING'])
    const more = await check({ data: { subscriptions, pagination: { ...pagination, next: 'MQ==' } } })
    expect(more.lines[0]).toBe('warning SUBSCRIPTIONS_INCOMPLETE')
  })

  it('can identify destinations by id or by name', async () => {
    const destinationId = 'fP7qoQw2HTWt9WdMr718gn'
    const unknown = { destinationId, partnerAction: 'postToChannel', subscribe: 'type = "page"' }
    const ofOurs = presets().map((one) => ({ ...one, destinationId }))
    expect((await check([...ofOurs, unknown])).lines).toContain('error ACTION_UNKNOWN 3')
    const other = { ...unknown, destinationId: 'aaaaaaaaaaaaaaaaaaaaaa' }
    expect(await check([...ofOurs, other])).toMatchObject({
      lines: [],
      checks: [
        {},
        {},
        { note: expect.stringContaining('1 subscription belongs to other destinations.') as string },
        {},
        {},
      ],
    })
    const misspelt = { ...other, partnerAction: 'trackExposures' }
    expect((await check([...ofOurs, misspelt])).lines).toContain('error ACTION_UNKNOWN 3')
    const foreign = {
      ...unknown,
      destinationId: undefined,
      destination: 'Slack',
      partnerAction: 'trackImpression',
    }
    expect((await check([...ofOurs, foreign])).lines).toStrictEqual([])
  })

  it('are read as one list', async () => {
    const ours = file('ours.json', presets())
    const theirs = file('theirs.json', { data: { subscriptions: [amplitude({})] } })
    const { code, stdout } = await doctor(['--subscriptions', ours, '--subscriptions', theirs])
    expect(code).toBe(1)
    expect(stdout).toContain('✗ DOUBLE_DELIVERY  theirs.json, subscription 1 “Track Calls”')
  })

  it.each([
    [{}, 'subs.json contains no subscriptions'],
    [7, 'subs.json contains no subscriptions'],
    ['[{', 'subs.json isn’t JSON'],
  ])('can’t contain %j', async (content, message) => {
    const { code, stdout, stderr } = await doctor(['--subscriptions', file('subs.json', content)])
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`impressions doctor: ${message}`)
  })
})
