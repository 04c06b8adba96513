/** What the command did to the function. */
export interface DeployedFunction {
  readonly action: 'created' | 'updated' | 'unchanged'
  readonly id: string
  /** As Segment shows it, with the workspace. */
  readonly displayName: string
  readonly version: string
  /** The version before the update, if it was one of ours. */
  readonly previousVersion: string | null
  /** The fields that an update changed. */
  readonly changed: readonly string[]
  /** Whether Segment runs the latest code; null if Segment doesn't say. */
  readonly isDeployed: boolean | null
}

/** What the command did to the connection of an insert function. */
export interface ConnectedInstance {
  readonly action: 'connected' | 'updated' | 'unchanged'
  readonly id: string
  readonly integrationId: string
  readonly isEnabled: boolean
}

/** What the command has done so far. Filled in as it happens, so a later failure loses nothing. */
export interface Progress {
  function?: DeployedFunction
  instance?: ConnectedInstance
}
