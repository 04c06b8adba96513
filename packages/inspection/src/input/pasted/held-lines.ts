import type { BrokenPart, InputPart } from '../input-part.js'

/** Lines without an event. Whether they're mistakes shows later: in a text with events in it, such as a log, they aren't. */
export interface HeldLines {
  /** Takes a line. Returns those that can't be held any longer. */
  readonly add: (line: BrokenPart) => readonly InputPart[]
  /** The input is a text with events in it. */
  readonly markAsText: () => void
  /** Returns the lines, as mistakes or as text. */
  readonly release: () => readonly InputPart[]
}

const mostHeld = 1000
const none: readonly InputPart[] = []

/** Creates an empty store of lines. */
export function createHeldLines(): HeldLines {
  let held: BrokenPart[] = []
  let isText = false
  const release = (): readonly InputPart[] => {
    if (held.length === 0) return none
    const parts: readonly InputPart[] = isText ? [{ kind: 'text', lines: held.length }] : held
    held = []
    return parts
  }
  return {
    release,
    markAsText() {
      isText = true
    },
    add(line) {
      held.push(line)
      return isText || held.length > mostHeld ? release() : none
    },
  }
}
