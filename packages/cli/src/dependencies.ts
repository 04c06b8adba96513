import type { SandboxModule } from './sandbox/sandbox-module.js'

/** What a test puts something else in the place of. */
export interface Dependencies {
  /** Loads the sandbox, with all that it needs, only when it is asked for. */
  readonly loadSandbox: () => Promise<SandboxModule>
  /** How long Amplitude may take to answer a test of the keys, in ms. @default the destination’s */
  readonly deadlineMs?: number
}

export const defaultDependencies: Dependencies = {
  loadSandbox: () => import('@experiment-impressions/sandbox'),
}
