import { UsageError } from './errors.js'

interface LoopbackOption {
  /** The option that the address was given with, such as `--amplitude-url`. */
  readonly option: string
  /** A valid address. */
  readonly example: string
  /** Why it must be this machine, and what to do instead: the end of a sentence. */
  readonly reason: string
}

/**
 * Checks that an address is on this machine, since secrets go there, and returns it without a slash at the end.
 * @throws {UsageError} if it isn't
 */
export function parseLoopbackUrl(text: string, { option, example, reason }: LoopbackOption): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`${option} isn’t a URL. Expected one such as ${example}.`)
  if (!isLoopback(url.hostname))
    throw new UsageError(`${option} must be on this machine, such as ${example}: ${reason}`)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError(`${option} can have a host, a port and a path, nothing else.`)
  return url.href.replace(/\/+$/, '')
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
