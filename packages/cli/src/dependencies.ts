import type { SandboxModule } from './sandbox/sandbox-module.js'

/** What a test puts something else in the place of. */
export interface Dependencies {
  /** Loads the sandbox, with all that it needs, only when it is asked for. */
  readonly loadSandbox: () => Promise<SandboxModule>
}

export const defaultDependencies: Dependencies = {
  loadSandbox: () => import('@experiment-impressions/sandbox'),
}
