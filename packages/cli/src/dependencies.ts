import { randomUUID } from 'node:crypto'
import { systemClock, type Clock } from './clock.js'
import type { FunctionKind, FunctionRelease } from './function-release.js'
import { loadFunction } from './function-release.js'
import type { SandboxModule } from './sandbox-module.js'

/** What tests replace. */
export interface Dependencies {
  /** Loads the sandbox on demand: other commands don't need it. */
  readonly loadSandbox: () => Promise<SandboxModule>
  /** Reads the code and settings of a function to deploy. */
  readonly loadFunction: (kind: FunctionKind) => Promise<FunctionRelease>
  /** Time limit for an answer, in ms. @default the destination’s for the test of the keys, 30 s for Segment’s Public API, else 10 s */
  readonly deadlineMs?: number
  /** @default the system clock */
  readonly clock?: Clock
  /** Creates a unique id. @default a random UUID */
  readonly newId?: () => string
}

export const defaultDependencies: Dependencies = {
  loadSandbox: () => import('@experiment-impressions/sandbox'),
  loadFunction: (kind) => loadFunction(kind),
  clock: systemClock,
  newId: randomUUID,
}
