import type { Io } from './io.js'

/** Whether the command runs as `npm start`, whose options follow `--`. */
export function isNpmStart({ env }: Pick<Io, 'env'>): boolean {
  return env['npm_lifecycle_event'] === 'start'
}
