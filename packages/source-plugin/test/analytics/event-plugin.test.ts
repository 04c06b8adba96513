import type { SegmentEvent } from '../../src/analytics/analytics.js'
import { createEventPlugin, eventPluginName } from '../../src/analytics/event-plugin.js'

describe(createEventPlugin, () => {
  it('creates an enrichment that is ready at once', async () => {
    const plugin = createEventPlugin(() => undefined)
    expect(plugin).toMatchObject({ name: eventPluginName, type: 'enrichment' })
    expect(plugin.isLoaded()).toBe(true)
    await expect(plugin.load({}, {})).resolves.toBeUndefined()
  })

  it('passes the event on, even if `onTrack` throws', () => {
    const context = { event: { event: 'Product Added' } }
    const seen: SegmentEvent[] = []
    expect(createEventPlugin((event) => seen.push(event)).track?.(context)).toBe(context)
    expect(seen).toEqual([context.event])
    const broken = createEventPlugin(() => {
      throw new Error('broken')
    })
    expect(broken.track?.(context)).toBe(context)
  })
})
