import { expectTypeOf } from 'expect-type'
import type { AmplitudeEvent, Issue, Result, TrackEvent, transform } from '../src/index.js'

describe('types', () => {
  it('say what the transform takes and gives', () => {
    expectTypeOf<typeof transform>().parameter(0).toEqualTypeOf<unknown>()
    expectTypeOf<typeof transform>().returns.toEqualTypeOf<Result<AmplitudeEvent>>()
    expectTypeOf<AmplitudeEvent['event_type']>().toEqualTypeOf<
      '[Experiment] Impression' | '[Experiment] Exposure' | '$identify'
    >()
    expectTypeOf<TrackEvent['event']>().toEqualTypeOf<'$impression' | '$exposure'>()
  })

  it('tie an issue’s parameters to its code', () => {
    expectTypeOf<Extract<Issue, { code: 'ID_TOO_SHORT' }>['params']>().toEqualTypeOf<
      Readonly<{ readonly length: number; readonly limit: number }>
    >()
  })
})
