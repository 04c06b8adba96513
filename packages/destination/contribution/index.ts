import { destination } from '../src/destination'

/** Segment's catalog shows the name; only there it has a space (see `destination.ts`). */
export default { ...destination, name: 'Amplitude Experiment' }
