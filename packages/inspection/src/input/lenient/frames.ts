/** How a list or object starts. `JSON(`: `JSON.stringify(` or `JSON.parse(`, whose value is its first argument. */
export type Opening = '{' | '[' | '(' | 'JSON('

interface Frame {
  readonly opening: Opening
  readonly close: '}' | ']' | ')'
  readonly object: Record<string, unknown>
  readonly list: unknown[]
  name: string
  state: 'start' | 'value' | 'comma'
  isSubstantial: boolean
}

/** The objects and lists that are open while a text is read, outermost first. */
export function createFrames() {
  const frames: Frame[] = []
  const top = (): Frame | undefined => frames[frames.length - 1]

  return {
    holder: (): Pick<Frame, 'close'> | undefined => top(),
    depth: () => frames.length,
    isAfterValue: () => top()?.state === 'value',
    isAfterComma: () => top()?.state === 'comma',
    /** The brackets that would close everything that is open, at most twelve. */
    closers: (): string =>
      frames
        .slice(-12)
        .map(({ close }) => close)
        .reverse()
        .join(''),
    open(opening: Opening): void {
      const close = opening === '{' ? '}' : opening === '[' ? ']' : ')'
      frames.push({ opening, close, object: {}, list: [], name: '', state: 'start', isSubstantial: false })
    },
    comma(): void {
      const frame = top()
      if (frame !== undefined) frame.state = 'comma'
    },
    name(name: string): void {
      const frame = top()
      if (frame !== undefined) frame.name = name
    },
    colon(): void {
      const frame = top()
      if (frame !== undefined) frame.isSubstantial = true
    },
    add,
    /** Closes the innermost and adds it to its holder. */
    close(): unknown {
      const frame = frames.pop() as Frame
      const value =
        frame.opening === '{' ? frame.object : frame.opening === 'JSON(' ? frame.list[0] : frame.list
      add(value)
      const holder = top()
      if (holder !== undefined && typeof value === 'object' && value !== null) holder.isSubstantial = true
      return value
    },
    /** What is complete of the lists that are open. */
    salvage() {
      const firstObject = frames.findIndex(({ close }) => close === '}')
      const roots = firstObject === -1 ? frames : frames.slice(0, firstObject)
      return {
        elements: roots.flatMap(({ list }) => list),
        inner: frames.slice(roots.length).flatMap(({ list }) => list),
        isSubstantial: frames.some((frame) => frame.isSubstantial),
      }
    },
  }

  function add(value: unknown): void {
    const frame = top()
    if (frame === undefined) return
    frame.state = 'value'
    if (frame.opening !== '{') frame.list.push(value === undefined && frame.opening === '[' ? null : value)
    // Like JSON.parse, makes an own property of `__proto__`. Like JSON.stringify, leaves undefined out.
    else if (value !== undefined)
      Object.defineProperty(frame.object, frame.name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      })
  }
}
