/** Checks the public types. `npm run check` compiles this file and never runs it. */
import { expectTypeOf } from 'expect-type'
import type { AmplitudeEvent, Issue, Decision, TrackEvent, transform } from '../src/index.js'

// The transform accepts anything, and returns a decision about an Amplitude event.
expectTypeOf<typeof transform>().parameter(0).toEqualTypeOf<unknown>()
expectTypeOf<typeof transform>().returns.toEqualTypeOf<Decision<AmplitudeEvent>>()

// Both forms have only the documented names.
expectTypeOf<AmplitudeEvent['event_type']>().toEqualTypeOf<
  '[Experiment] Impression' | '[Experiment] Exposure' | '$identify'
>()
expectTypeOf<TrackEvent['event']>().toEqualTypeOf<'$impression' | '$exposure'>()

// An issue’s parameters are tied to its code.
expectTypeOf<Extract<Issue, { code: 'ID_TOO_SHORT' }>['params']>().toEqualTypeOf<
  Readonly<{ readonly length: number; readonly limit: number }>
>()
