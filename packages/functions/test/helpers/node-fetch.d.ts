/** Segment's older functions have version 2, which has no types. */
declare module 'node-fetch' {
  const nodeFetch: typeof globalThis.fetch
  export = nodeFetch
}
