import type { Handover } from '../handing-over/handover.js'

/** The parts of an integration that the debug file reads. It loads only in debug mode. */
export interface DebugView<Options, Live> extends Handover<Live> {
  readonly options: Options
  readonly integration: object
  /** The localStorage key of the client's own queue. Undefined until a client uses the integration, empty until it calls `setup`. */
  readonly queueKey: () => string | undefined
}
