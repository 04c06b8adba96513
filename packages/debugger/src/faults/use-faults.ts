import { useEffect, useState } from 'preact/hooks'
import { fetchFaults, type FaultReport } from './faults-api.js'

/** The active faults, and what went wrong with the latest attempt to change them. */
export interface FaultsState {
  readonly faults: readonly FaultReport[]
  /** Empty if nothing did. */
  readonly problem: string
  /** Does something with the sandbox, then asks for the faults again. */
  readonly attempt: (work: () => Promise<void>) => void
}

/** Keeps up with the sandbox’s faults while it’s connected. */
export function useFaults(isConnected: boolean): FaultsState {
  const [faults, setFaults] = useState<readonly FaultReport[]>([])
  const [problem, setProblem] = useState('')
  useEffect(() => {
    if (!isConnected) return
    const end = new AbortController()
    const look = (): void => {
      fetchFaults(end.signal).then(setFaults, () => {
        // The connection already says that the sandbox is lost.
      })
    }
    look()
    const timer = setInterval(look, 1000)
    return () => {
      end.abort()
      clearInterval(timer)
    }
  }, [isConnected])

  const attempt = (work: () => Promise<void>): void => {
    work()
      .then(() => fetchFaults())
      .then(
        (next) => {
          setProblem('')
          setFaults(next)
        },
        (error: unknown) => {
          setProblem(error instanceof Error ? error.message : 'Something went wrong.')
        },
      )
  }
  return { faults, problem, attempt }
}
