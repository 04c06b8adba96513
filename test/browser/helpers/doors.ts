import { setTimeout } from 'node:timers/promises'

/** The server's endpoints that a test can hold back, slow down or break. */
export type Door = 'script' | 'settings' | 'preflight' | 'track' | 'flags' | 'variants'

/** Controls the answers at each door. */
export class Doors {
  private readonly gates = new Map<Door, Promise<void>>()
  private readonly statuses = new Map<Door, number>()
  private readonly delays = new Map<Door, number>()
  private readonly requests = new Map<Door, number>()

  /** Holds back every answer at a door until the returned function is called. */
  hold(door: Door): () => void {
    let open = (): void => undefined
    this.gates.set(
      door,
      new Promise((resolve) => {
        open = () => {
          this.gates.delete(door)
          resolve()
        }
      }),
    )
    return () => {
      open()
    }
  }

  /** Answers at a door with a status other than 200, until it is set to `undefined`. */
  fail(door: Door, status: number | undefined): void {
    if (status === undefined) this.statuses.delete(door)
    else this.statuses.set(door, status)
  }

  /** Delays every answer at a door, in ms. */
  slow(door: Door, ms: number): void {
    this.delays.set(door, ms)
  }

  /** The number of requests at a door. */
  count(door: Door): number {
    return this.requests.get(door) ?? 0
  }

  /** Opens all doors, and forgets the requests. */
  reset(): void {
    for (const state of [this.gates, this.statuses, this.delays, this.requests]) state.clear()
  }

  /** Counts a request, and returns its status once it may be answered. */
  protected async pass(door: Door): Promise<number> {
    this.requests.set(door, this.count(door) + 1)
    await this.gates.get(door)
    const delay = this.delays.get(door)
    if (delay) await setTimeout(delay)
    return this.statuses.get(door) ?? 200
  }
}
