import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

describe('letters that can’t be seen', () => {
  it('are marked escapes wherever a key, an id or a value has them', async () => {
    const event = impression({ id: '1', flag: 'hero\u3164', variant: 'a\u200b', user: 'user\u2800' })
    page.sandbox.records = [recordOf(event)]
    await page.open('#/stream/1')
    expect(page.text('article h2')).toBe(String.raw`hero\u3164 → a\u200b`)
    expect(page.texts('article h2 .escape')).toEqual([String.raw`\u3164`, String.raw`\u200b`])
    expect(page.texts('.form-row .value .escape')).toContain(String.raw`\u2800`)
    expect(page.texts('.row .escape')).toEqual([String.raw`\u3164`, String.raw`\u200b`, String.raw`\u2800`])
  })

  it('are unlike the same letters typed out', async () => {
    page.sandbox.records = [recordOf(impression({ id: '1', flag: String.raw`hero\u3164`, user: 'user-1' }))]
    await page.open('#/stream/1')
    expect([page.text('article h2'), page.count('.escape')]).toEqual([String.raw`hero\u3164 → no variant`, 0])
  })
})
