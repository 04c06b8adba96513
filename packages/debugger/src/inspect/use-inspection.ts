import { useEffect, useRef, useState } from 'preact/hooks'
import { createYieldToBrowser } from '../ui/yield-to-browser.js'
import { inspectText, type Inspected } from './inspect-text.js'
import { readFile, type FileText } from './read-file.js'

/** Longest text for the field. Longer texts are inspected but not shown. */
const longestShown = 200_000

/** What the view shows of its input. */
export type State =
  | { readonly is: 'empty' }
  | { readonly is: 'reading' }
  | { readonly is: 'failed'; readonly reason: string }
  | {
      readonly is: 'read'
      readonly inspected: Inspected
      readonly picked: string
      /** Why the input is only a part of a file. */
      readonly problem: string | undefined
    }

function failed(error: unknown): State {
  return { is: 'failed', reason: error instanceof Error ? error.message : 'The file can’t be read.' }
}

/** Inspects what people paste and drop. Only the latest input counts. */
export function useInspection() {
  const [text, setText] = useState('')
  const [state, setState] = useState<State>({ is: 'empty' })
  const latest = useRef(0)
  useEffect(
    () => () => {
      latest.current += 1
    },
    [],
  )

  const inspect = async ({ text: whole, problem }: FileText): Promise<void> => {
    const run = (latest.current += 1)
    setText(whole.length > longestShown ? '' : whole)
    setState((before) => (before.is === 'read' ? before : { is: 'reading' }))
    const next = await inspectText(whole, createYieldToBrowser()).then(
      (inspected): State => ({
        is: 'read',
        inspected,
        picked: inspected.entries[0]?.record.id ?? '',
        problem,
      }),
      (error: unknown) => (problem === undefined ? failed(error) : failed(new Error(problem))),
    )
    if (run === latest.current) setState(next)
  }
  return {
    text,
    state,
    take: (whole: string): void => {
      if (whole.trim() !== '') {
        void inspect({ text: whole, problem: undefined })
        return
      }
      setText(whole)
      latest.current += 1
      setState({ is: 'empty' })
    },
    takeFile: (file: File | undefined): void => {
      if (file === undefined) return
      setState({ is: 'reading' })
      readFile(file).then(inspect, (error: unknown) => {
        setState(failed(error))
      })
    },
    pick: (picked: string): void => {
      setState((before) => (before.is === 'read' ? { ...before, picked } : before))
    },
  }
}
