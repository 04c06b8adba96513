import type { Note } from '../handing-over/handover.js'
import { ownName } from '../this-package.js'

const print: Note = (fate, impression) => {
  console.info(`[${ownName}] ${fate}`, impression)
}

/** The debug mode of the RudderStack and mParticle builds: prints each impression with its fate. */
export const loadPrintFate = (): Promise<Note> => Promise.resolve(print)
