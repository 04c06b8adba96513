import { inspectEvent, worstFirst } from '../src/index.js'

const startOfTime = Date.UTC(2026, 10, 23, 10)
const shown = {
  type: 'track',
  event: '$impression',
  messageId: 'message-1',
  userId: 'user-1',
  anonymousId: 'device-1',
  originalTimestamp: new Date(startOfTime).toISOString(),
  timestamp: new Date(startOfTime).toISOString(),
  properties: { flag_key: 'hero', variant: 'treatment', time: startOfTime },
}

describe(worstFirst, () => {
  it('puts errors before warnings, and those before suggestions', () => {
    const issues =
      inspectEvent({ ...shown, userId: 'u', anonymousId: 'a', properties: { flag_key: 'hero' } })?.issues ??
      []
    expect(issues.map(({ severity }) => severity)).toEqual(['suggestion', 'warning', 'warning', 'error'])
    expect(worstFirst(issues).map(({ code }) => code)).toEqual([
      'ID_MISSING',
      'ID_TOO_SHORT',
      'ID_TOO_SHORT',
      'TIME_MISSING',
    ])
  })
})
