/** What the types promise to a caller. `npm run check` proves it by compiling this; it is never run. */
import { expectTypeOf } from 'expect-type'
import type { AmplitudeEvent, Issue, Decision, TrackEvent, transform } from '../src/index.js'

// The transform takes anything, and gives an Amplitude event or says why not.
expectTypeOf<typeof transform>().parameter(0).toEqualTypeOf<unknown>()
expectTypeOf<typeof transform>().returns.toEqualTypeOf<Decision<AmplitudeEvent>>()

// Both kinds of event have no names but the documented ones.
expectTypeOf<AmplitudeEvent['event_type']>().toEqualTypeOf<
  '[Experiment] Impression' | '[Experiment] Exposure' | '$identify'
>()
expectTypeOf<TrackEvent['event']>().toEqualTypeOf<'$impression' | '$exposure'>()

// An issue’s parameters are tied to its code.
expectTypeOf<Extract<Issue, { code: 'ID_TOO_SHORT' }>['params']>().toEqualTypeOf<
  Readonly<{ readonly length: number; readonly limit: number }>
>()
