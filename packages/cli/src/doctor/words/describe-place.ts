import type { Place } from '../finding.js'

/** `subs.json, subscription 2 “Track Impression”, mapping.variant`; empty if the finding isn’t about a file. */
export function describePlace({ file, path, name }: Place): string {
  const [first, ...rest] = path
  const subscription =
    typeof first === 'number'
      ? `${file === undefined ? 'preset' : 'subscription'} ${String(first + 1)}${name === undefined ? '' : ` “${name}”`}`
      : undefined
  const within = subscription === undefined ? path : rest
  return [file === '-' ? 'standard input' : file, subscription, within.join('.')]
    .filter((part) => part !== undefined && part !== '')
    .join(', ')
}
