import { impression, ndjson } from './helpers/events.js'
import { inspectJson } from './helpers/inspect.js'

describe('impressions inspect --json', () => {
  it('prints both forms, the user property, issues with messages, and a summary', async () => {
    const event = impression({ userId: 'abc' })
    const { code, events, summary } = await inspectJson(ndjson(event, { type: 'page' }))
    expect(code).toBe(0)
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchInlineSnapshot(`
      {
        "index": null,
        "issues": [
          {
            "code": "ID_TOO_SHORT",
            "message": "userId: The id has 3 characters. Amplitude rejects ids under 5 characters, so it’s left off. Use longer ids, the same as on the visitor’s conversion events.",
            "params": {
              "length": 3,
              "limit": 5,
            },
            "path": [
              "userId",
            ],
            "severity": "warning",
          },
        ],
        "line": 1,
        "post": {
          "device_id": "10b98f5c-65f5-40af-8e5a-0de2c0ab9628",
          "event_properties": {
            "[Experiment] Experiment Key": "exp-1",
            "[Experiment] Flag Key": "hero-headline",
            "[Experiment] Variant": "treatment",
            "metadata": {
              "deliveryMethod": "web",
              "flagVersion": 7,
            },
          },
          "event_type": "[Experiment] Impression",
          "insert_id": "ajs-next-1795406548956-8f5c65f5-00af-4e5a-8de2-c0ab9628f17b",
          "time": 1795406548954,
          "user_properties": {
            "$set": {
              "[Experiment] hero-headline": "treatment",
            },
          },
        },
        "pre": {
          "anonymousId": "10b98f5c-65f5-40af-8e5a-0de2c0ab9628",
          "event": "$impression",
          "messageId": "ajs-next-1795406548956-8f5c65f5-00af-4e5a-8de2-c0ab9628f17b",
          "originalTimestamp": "2026-11-23T04:00:58.956Z",
          "properties": {
            "experiment_key": "exp-1",
            "flag_key": "hero-headline",
            "metadata": {
              "deliveryMethod": "web",
              "flagVersion": 7,
            },
            "time": 1795406458954,
            "variant": "treatment",
          },
          "timestamp": "2026-11-23T04:02:28.956Z",
          "type": "track",
          "userId": "abc",
        },
        "userProperty": {
          "name": "[Experiment] hero-headline",
          "operation": "set",
          "variant": "treatment",
        },
        "within": null,
      }
    `)
    expect(summary).toMatchInlineSnapshot(`
      {
        "codes": {
          "ID_TOO_SHORT": {
            "count": 1,
            "index": null,
            "line": 1,
            "severity": "warning",
          },
        },
        "errors": 0,
        "events": 1,
        "nearMisses": 0,
        "notes": [],
        "sent": 1,
        "skipped": 1,
        "skippedByType": {
          "page": 1,
        },
        "suggestions": 0,
        "unreadable": 0,
        "warnings": 1,
      }
    `)
  })
})
