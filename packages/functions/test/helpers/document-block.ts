import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A page in `docs/hosts`. */
export function documentText(document: string): string {
  return readFileSync(join(__dirname, '../../../../docs/hosts', document), 'utf8')
}

/** The JSON block under this mark on a page. */
export function documentBlock(document: string, mark: string): Readonly<Record<string, unknown>> {
  const json = new RegExp(`<!-- ${mark} -->\n\n\`\`\`json\n([^\`]+)\`\`\``).exec(documentText(document))?.[1]
  return JSON.parse(json ?? 'null') as Readonly<Record<string, unknown>>
}
