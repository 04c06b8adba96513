import type { SegmentEvent } from '../src/analytics.js'
import { forwardEvent } from '../src/event-forwarding.js'
import { createEventPlugin } from '../src/event-plugin.js'
import { usePage } from './helpers/page.js'

const page = usePage()

describe(forwardEvent, () => {
  const forward = (event: SegmentEvent): unknown[] => {
    const executed: unknown[] = []
    page.window['webExperiment'] = { plugin: () => ({ execute: (each: unknown) => executed.push(each) }) }
    forwardEvent(event)
    return executed
  }

  it('passes a track event on', () => {
    expect(forward({ event: 'Product Added', properties: { sku: 'a' } })).toEqual([
      { event_type: 'Product Added', event_properties: { sku: 'a' } },
    ])
  })

  it.each(['$impression', '$exposure'])('keeps %s from its source', (event) => {
    expect(forward({ event })).toEqual([])
  })

  it('does nothing where the script is not on the page', () => {
    expect(() => {
      forwardEvent({ event: 'Product Added' })
    }).not.toThrow()
  })
})

describe(createEventPlugin, () => {
  it('passes the event on, whatever happens to it', () => {
    const context = { event: { event: 'Product Added' } }
    const seen: SegmentEvent[] = []
    expect(createEventPlugin((event) => seen.push(event)).track?.(context)).toBe(context)
    expect(seen).toEqual([context.event])
    const broken = createEventPlugin(() => {
      throw new Error('broken')
    })
    expect(broken.track?.(context)).toBe(context)
  })

  it('is loaded from the beginning', async () => {
    const plugin = createEventPlugin(() => undefined)
    expect(plugin.isLoaded()).toBe(true)
    await expect(plugin.load({}, {})).resolves.toBeUndefined()
  })
})
