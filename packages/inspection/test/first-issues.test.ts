import { countIssues, firstIssues, inspectEvent } from '../src/index.js'

/** An impression with so many texts that are too long, and no usable id. */
const issuesOf = (count: number) =>
  inspectEvent({
    type: 'track',
    event: '$impression',
    messageId: 'message-1',
    timestamp: '2026-11-23T10:00:00.000Z',
    properties: {
      flag_key: 'hero',
      variant: 'treatment',
      time: Date.UTC(2026, 10, 23, 10),
      ...Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`p${String(index)}`, 'x'.repeat(2000)]),
      ),
    },
  })?.issues ?? []

describe(firstIssues, () => {
  it('shows all of few', () => {
    const { shown, more } = firstIssues(issuesOf(3), 50)
    expect(shown.map(({ code }) => code)).toEqual(['ID_MISSING', ...Array<string>(3).fill('STRING_TOO_LONG')])
    expect(more).toBe(0)
  })

  it.each([60, 99, 100, 101, 700])('shows the worst of 1 + %i, and counts the others', (count) => {
    const { shown, more } = firstIssues(issuesOf(count), 50)
    expect(shown[0]?.code).toBe('ID_MISSING')
    expect([shown.length, more]).toEqual([50, count - 49])
  })
})

describe(countIssues, () => {
  it.each([3, 99, 100, 700])('counts 1 + %i, by severity and in all', (count) => {
    const issues = issuesOf(count)
    expect([countIssues(issues, 'error'), countIssues(issues, 'warning'), countIssues(issues)]).toEqual([
      1,
      count,
      count + 1,
    ])
  })
})
