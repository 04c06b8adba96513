import type { SegmentEvent } from '../src/analytics/analytics.js'
import { forwardEvent, webExperiment } from '../src/web-experiment.js'
import { usePage } from './helpers/page.js'

const page = usePage()

describe(forwardEvent, () => {
  const forward = (event: SegmentEvent): unknown[] => {
    const executed: unknown[] = []
    page.window['webExperiment'] = { plugin: () => ({ execute: (each: unknown) => executed.push(each) }) }
    forwardEvent(event)
    return executed
  }

  it('passes a track event to the script', () => {
    expect(forward({ event: 'Product Added', properties: { sku: 'a' }, userId: 'USER-1' })).toEqual([
      { event_type: 'Product Added', event_properties: { sku: 'a' } },
    ])
  })

  it.each(['$impression', '$exposure'])('never sends %s back to its source', (event) => {
    expect(forward({ event })).toEqual([])
  })

  it.each([
    ['is not on the page', undefined],
    ['doesn’t accept events', {}],
  ])('does nothing if the script %s', (_what, script) => {
    page.window['webExperiment'] = script
    expect(() => {
      forwardEvent({ event: 'Product Added' })
    }).not.toThrow()
    expect(webExperiment()).toBe(script)
  })
})
