import { createContext, runInContext, type Context } from 'node:vm'

/** Removes everything that joined the language after 2021 or never belonged to it, which a bare isolate may lack. */
const withoutLaterBuiltIns = `
  delete Object.hasOwn; delete Object.groupBy; delete Map.groupBy
  for (const type of [Array, String, Uint8Array]) delete type.prototype.at
  for (const name of ['findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with', 'group']) delete Array.prototype[name]
  for (const name of ['isWellFormed', 'toWellFormed']) delete String.prototype[name]
  for (const name of ['union', 'intersection', 'difference']) delete Set.prototype[name]
  delete Promise.withResolvers; delete Array.fromAsync
  for (const name of ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console', 'escape', 'unescape', 'Iterator']) delete globalThis[name]
`

/** Creates a realm with only ECMAScript 2021 and these globals. */
export function createBareIsolate(globals: object = {}): Context {
  const isolate = createContext({ ...globals })
  runInContext(withoutLaterBuiltIns, isolate)
  return isolate
}
