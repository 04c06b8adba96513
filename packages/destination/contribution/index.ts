import { destination } from '../src/index'

/** Segment's catalog shows this name, so it has a space here. */
export default { ...destination, name: 'Amplitude Experiment' }
