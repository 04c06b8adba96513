import { withoutInvisible } from '../text/invisible.js'
import { isBlank } from '../text/suspect-text.js'

/** Longer names aren't checked, because no near name is that long. */
const longestName = 40

/**
 * The name of the first property, in alphabetical order, that has a value under one of the `nearNames`, which are reduced to
 * lower-case letters and digits. Ignores the properties named in `except`. Null and blank values don't count.
 */
export function nearName(
  properties: object,
  nearNames: ReadonlySet<string>,
  except: readonly string[],
): string | undefined {
  return Object.keys(properties)
    .filter(
      (name) =>
        !except.includes(name) &&
        name.length <= longestName &&
        nearNames.has(bareName(name)) &&
        carries((properties as Readonly<Record<string, unknown>>)[name]),
    )
    .sort()[0]
}

/** The name in lower-case letters and digits; empty if it contains characters that no near name has. */
function bareName(name: string): string {
  const visible = withoutInvisible(name)
  return /^[\w\s[\].$:-]*$/.test(visible) ? visible.toLowerCase().replace(/[^a-z\d]/g, '') : ''
}

function carries(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof value === 'string' ? !isBlank(value) : true
}
