import { impression, ndjson } from './helpers/events.js'
import { inspect, inspectJson } from './helpers/inspect.js'

describe('impressions inspect, many events and near misses', () => {
  const many = Array.from({ length: 25 }, (_, index) =>
    impression(
      { userId: index === 3 ? 'abc' : `user-${String(index)}0000` },
      index % 5 === 4 ? { flag_key: '' } : {},
    ),
  )
  const nearMiss = { type: 'track', event: '$Impression', userId: 'user-48213' }

  it('counts the issues of more than 20 events by code', async () => {
    expect(await inspect(ndjson(...many, { type: 'page' }, nearMiss), { columns: 80 }))
      .toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "",
        "stdout": "25 experiment events, 5 not sent: 5 errors, 1 warning.
                5  error       FLAG_KEY_MISSING         first: line 5
                1  error       EVENT_NAME_MISSPELLED    first: line 27
                1  warning     ID_TOO_SHORT             first: line 4

      2 other calls: 1 page, 1 $Impression: did you mean $impression?
      For the details of each event, add --all.
      ",
      }
    `)
  })

  it('prints every event if asked to', async () => {
    const { stdout } = await inspect(ndjson(...many), { args: ['--all'] })
    expect(stdout.match(/^\$impression · line /gm)).toHaveLength(25)
    expect(stdout).not.toContain('first: line')
  })

  it('prints 20 events as they are', async () => {
    const { stdout } = await inspect(ndjson(...many.slice(0, 20)))
    expect(stdout.match(/^\$impression · line /gm)).toHaveLength(20)
  })

  it('says what it saw if nothing was an experiment event, and what was probably meant as one', async () => {
    expect(await inspect(ndjson({ type: 'page' }, nearMiss), { columns: 80 })).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stderr": "",
        "stdout": "$Impression → no experiment event
      line 2

        error  EVENT_NAME_MISSPELLED  event
          The event’s name isn’t exactly “$impression”, so it’s ignored.
          Did you mean “$impression”? Correct the name where the event is created (the
          source plugin or your own track call).

      No experiment event was found.
      2 calls, none an impression: 1 page, 1 $Impression: did you mean $impression?
      ",
      }
    `)
  })

  it('lists near misses and counts codes as JSON', async () => {
    const { code, nearMisses, summary } = await inspectJson(ndjson(...many, nearMiss))
    expect(code).toBe(1)
    expect(nearMisses).toMatchObject([{ line: 26, index: null, issues: [{ code: 'EVENT_NAME_MISSPELLED' }] }])
    expect(summary).toMatchObject({
      nearMisses: 1,
      codes: {
        FLAG_KEY_MISSING: { severity: 'error', count: 5, line: 5, index: null },
        ID_TOO_SHORT: { severity: 'warning', count: 1, line: 4, index: null },
      },
    })
  })
})
