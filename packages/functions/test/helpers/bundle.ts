import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const dist = join(__dirname, '../../dist')

/** A built file. */
export function bundle(file: string): string {
  return readFileSync(join(dist, file), 'utf8')
}
