import type { Dependencies } from './dependencies.js'
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
  /** Usage, options and examples: what `--help` prints. */
  readonly help: string
  /** Another help where the arguments ask for a part that has its own. */
  helpOf?(args: readonly string[]): string | undefined
  /** Takes what stands after the command’s name and answers with the exit code. */
  run(args: readonly string[], context: Context): Promise<number>
}
