import { impression, ndjson } from './helpers/events.js'
import { inspect } from './helpers/inspect.js'

describe('impressions inspect, both forms', () => {
  it('puts both forms side by side', async () => {
    expect(await inspect(ndjson(impression()), { columns: 120 })).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "hero-headline → treatment
      $impression · line 1

        Pre-transformation · in the CDP                              Post-transformation · in Amplitude
        event                        $impression                  →  event_type                   [Experiment] Impression
        properties.flag_key          hero-headline                →  [Experiment] Flag Key        hero-headline
        properties.variant           treatment                    →  [Experiment] Variant         treatment
        properties.experiment_key    exp-1                        →  [Experiment] Experiment Key  exp-1
        properties.time              1795406458954                →  time                         2026-11-23 04:02:28.954 UTC
                                                                                                  skew corrected by +90 s
        messageId                    ajs-next-1795…-c0ab9628f17b  →  insert_id                    ajs-next-1795…-c0ab9628f17b
        userId                       user-48213                   →  user_id                      user-48213
        anonymousId                  10b98f5c-65f5…-0de2c0ab9628  →  device_id                    10b98f5c-65f5…-0de2c0ab9628
        properties.metadata          {flagVersion: 7, deliveryM…  =  metadata                     {flagVersion: 7, deliveryM…

        $set  [Experiment] hero-headline = treatment
        Once delivered, the person is in the experiment with this variant until another event changes it.

      1 experiment event: no issues.
      ",
      }
    `)
  })

  it('puts names above values from 80 columns', async () => {
    const { stdout } = await inspect(ndjson(impression()), { columns: 80 })
    expect(stdout).toMatchInlineSnapshot(`
      "hero-headline → treatment
      $impression · line 1

        Pre-transformation · in the CDP          Post-transformation · in Amplitude
        event                                 →  event_type
          $impression                              [Experiment] Impression
        properties.flag_key                   →  [Experiment] Flag Key
          hero-headline                            hero-headline
        properties.variant                    →  [Experiment] Variant
          treatment                                treatment
        properties.experiment_key             →  [Experiment] Experiment Key
          exp-1                                    exp-1
        properties.time                       →  time
          1795406458954                            2026-11-23 04:02:28.954 UTC
                                                   skew corrected by +90 s
        messageId                             →  insert_id
          ajs-next-17954065…de2-c0ab9628f17b       ajs-next-17954065…de2-c0ab9628f17b
        userId                                →  user_id
          user-48213                               user-48213
        anonymousId                           →  device_id
          10b98f5c-65f5-40a…e5a-0de2c0ab9628       10b98f5c-65f5-40a…e5a-0de2c0ab9628
        properties.metadata                   =  metadata
          {flagVersion: 7, deliveryMethod: …       {flagVersion: 7, deliveryMethod: …

        $set  [Experiment] hero-headline = treatment
        Once delivered, the person is in the experiment with this variant until
        another event changes it.

      1 experiment event: no issues.
      "
    `)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('stacks both forms on narrow terminals', async () => {
    const { stdout } = await inspect(ndjson(impression()), { columns: 44 })
    expect(stdout).toMatchInlineSnapshot(`
      "hero-headline → treatment
      $impression · line 1

      Pre-transformation · in the CDP
        event → event_type
          $impression
          [Experiment] Impression
        properties.flag_key → [Experiment] Flag K…
          hero-headline
        properties.variant → [Experiment] Variant
          treatment
        properties.experiment_key → [Experiment] …
          exp-1
        properties.time → time
          1795406458954
          2026-11-23 04:02:28.954 UTC
          skew corrected by +90 s
        messageId → insert_id
          ajs-next-17954065489…a-8de2-c0ab9628f17b
        userId → user_id
          user-48213
        anonymousId → device_id
          10b98f5c-65f5-40af-8e5a-0de2c0ab9628
        properties.metadata = metadata
          {flagVersion: 7, deliveryMethod: "web"}

        $set  [Experiment] hero-headline = treatm…
        Once delivered, the person is in the
        experiment with this variant until another
        event changes it.

      1 experiment event: no issues.
      "
    `)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(44)
  })

  it('shows which id becomes the device id', async () => {
    const { stdout } = await inspect(ndjson(impression({ context: { device: { id: 'device-1' } } })), {
      columns: 120,
    })
    expect(stdout).toMatch(/context\.device\.id +device-1 +→ {2}device_id +device-1/)
    expect(stdout).toMatch(/anonymousId +10b98f5c.*× {2}context\.device\.id is used instead/)
  })

  it('shows properties that don’t pass through', async () => {
    const { stdout } = await inspect(
      ndjson(impression({}, { '[Experiment] Variant': 'control', plan: 'pro' })),
      {
        columns: 120,
      },
    )
    expect(stdout).toMatch(/properties\.\[Experiment\].* × {2}not sent/)
    expect(stdout).toMatch(/properties\.plan +pro +={1} {2}plan +pro/)
  })
})
