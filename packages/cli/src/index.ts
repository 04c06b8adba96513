export type { Dependencies } from './dependencies.js'
export type { Io } from './io.js'
export { run } from './run.js'
