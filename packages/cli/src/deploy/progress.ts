/** What was done to the function. */
export interface DeployedFunction {
  readonly action: 'created' | 'updated' | 'unchanged'
  readonly id: string
  /** With the workspace, as Segment shows it. */
  readonly displayName: string
  readonly version: string
  /** The version that was replaced, if it was one of ours. */
  readonly previousVersion: string | null
  /** The fields that an update changed. */
  readonly changed: readonly string[]
  /** Whether Segment runs the latest code; null if it doesn't say. */
  readonly isDeployed: boolean | null
}

/** What was done to the connection of an insert function. */
export interface ConnectedInstance {
  readonly action: 'connected' | 'updated' | 'unchanged'
  readonly id: string
  readonly integrationId: string
  readonly isEnabled: boolean
}

/** What is done so far: told as it happens, so that nothing is lost if a later request fails. */
export interface Progress {
  function?: DeployedFunction
  instance?: ConnectedInstance
}
