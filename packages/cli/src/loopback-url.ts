import { UsageError } from './errors.js'

interface LoopbackOption {
  /** The option that the address was given with, such as `--amplitude-url`. */
  readonly option: string
  /** An address that is fine. */
  readonly example: string
  /** Why no other machine will do, and what to do instead: the end of a sentence. */
  readonly reason: string
}

/**
 * The base of an address on this machine, without a slash at its end. Secrets go there.
 * @throws {UsageError} if it isn't such an address
 */
export function parseLoopbackUrl(text: string, { option, example, reason }: LoopbackOption): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`${option} is no address; expected one such as ${example}.`)
  if (!isLoopback(url.hostname))
    throw new UsageError(`${option} is for addresses of this machine, such as ${example}: ${reason}`)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError(`${option} takes a host, a port and a path, and nothing else.`)
  return url.href.replace(/\/+$/, '')
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
