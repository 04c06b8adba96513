import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Context } from 'hono'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Answers with a file of a folder; what is not in it, or of another kind, is not found. */
export async function staticFile(context: Context, folder: string, name: string) {
  const contentType = contentTypes[extname(name)]
  // No separators, so that no name leads out of the folder.
  if (contentType === undefined || !/^[\w-]+(\.[\w-]+)*$/.test(name)) return context.notFound()
  try {
    const bytes = await readFile(join(folder, name))
    return context.body(new Uint8Array(bytes), 200, { 'content-type': contentType })
  } catch {
    return context.notFound()
  }
}
