import type { Dependencies } from './dependencies.js'
import type { Help } from './help.js'
import type { Io } from './io.js'
import type { Style } from './terminal/style.js'

export interface Context {
  readonly io: Io
  readonly style: Style
  readonly dependencies: Dependencies
}

export interface Command {
  readonly name: string
  /** One sentence for the list of commands. */
  readonly summary: string
  readonly help: Help
  /** Help of its modes, by the switch that selects one. */
  readonly modes?: Readonly<Record<`--${string}`, Help>>
  /** Runs the command with the arguments after its name and returns the exit code. */
  run(args: readonly string[], context: Context): Promise<number>
}
