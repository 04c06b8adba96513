/** The port is in use by another program. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'

  constructor(port: number) {
    super(`Port ${String(port)} is taken by another program.`)
  }
}
