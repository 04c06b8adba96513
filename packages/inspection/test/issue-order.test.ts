import { inspectEvent, worstFirst } from '../src/index.js'
import { plainImpression as shown } from './helpers/records.js'

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
