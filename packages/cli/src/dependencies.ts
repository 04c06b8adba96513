import { randomUUID } from 'node:crypto'
import { systemClock, type Clock } from './clock.js'
import type { FunctionKind, FunctionRelease } from './deploy/function-release.js'
import { loadFunction } from './deploy/function-release.js'
import type { SandboxModule } from './sandbox/sandbox-module.js'

/** What a test puts something else in the place of. */
export interface Dependencies {
  /** Loads the sandbox, with all that it needs, only when it is asked for. */
  readonly loadSandbox: () => Promise<SandboxModule>
  /** Reads the code and settings of a function that is deployed. */
  readonly loadFunction: (kind: FunctionKind) => Promise<FunctionRelease>
  /** How long a server may take to answer, in ms. @default the destination’s for a test of the keys, 30 s for Segment’s Public API, else 10 s */
  readonly deadlineMs?: number
  /** @default the machine’s */
  readonly clock?: Clock
  /** An id that nobody has had before. @default a random UUID */
  readonly newId?: () => string
}

export const defaultDependencies: Dependencies = {
  loadSandbox: () => import('@experiment-impressions/sandbox'),
  loadFunction: (kind) => loadFunction(kind),
  clock: systemClock,
  newId: randomUUID,
}
