import type { DebugNote } from './debug-view.js'
import { ownName } from '../this-package.js'

/** Prints the fate of each impression with the impression, those before included. */
export const printNotes = ({ notes }: { readonly notes: DebugNote[] }): Promise<void> => {
  const print = ([fate, impression]: DebugNote): number => {
    console.info(`[${ownName}] ${fate}`, impression)
    return 0
  }
  notes.splice(0).forEach(print)
  notes.push = print
  return Promise.resolve()
}
