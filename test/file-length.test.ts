import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** ESLint limits the length of code; this covers what it doesn't read. */

const packages = join(__dirname, '../packages')
const files = readdirSync(packages).flatMap((name) =>
  ['src', 'site', 'public'].flatMap((folder) => stylesAndPages(join(name, folder))),
)

function stylesAndPages(folder: string): string[] {
  try {
    return readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(css|html)$/.test(file))
      .map((file) => join(folder, file))
  } catch {
    return []
  }
}

it.each(files)('%s has at most 200 lines', (file) => {
  const lines = readFileSync(join(packages, file), 'utf8').trimEnd().split('\n')
  expect(lines.length).toBeLessThanOrEqual(200)
})
