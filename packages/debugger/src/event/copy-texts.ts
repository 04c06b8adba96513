import { ownText } from '@experiment-impressions/inspection'
import { transform } from '@experiment-impressions/contract'
import { isObject } from '@experiment-impressions/contract/json'

/** Indented JSON. A value that is nested too deep becomes a string that says so. */
export function toJson(value: unknown, indent = 2): string {
  try {
    const text: unknown = JSON.stringify(value, null, indent)
    // `undefined` for values that JSON can’t express.
    return typeof text === 'string' ? text : 'null'
  } catch {
    return '"nested too deep to be shown"'
  }
}

/**
 * A command that sends the event as a new one: to the sandbox at `origin`, or to Segment without one. It has a new message id,
 * because Segment drops ids that it has seen. It leaves out the times of the first sending: Segment would read them as the
 * client’s clock and shift the event’s time.
 */
export function toCurl(pre: unknown, origin: string | undefined, messageId: string): string {
  return trackCommand(asNew(pre, messageId), origin)
}

/** A command that makes a track call: to the sandbox at `origin`, or to Segment without one. */
export function trackCommand(call: unknown, origin: string | undefined): string {
  const [address, key] =
    origin === undefined
      ? ['https://api.segment.io/v1/track', ' --user "$SEGMENT_WRITE_KEY:"']
      : [`${origin}/v1/track`, '']
  // Not --json: the curl of a system from early 2022 doesn’t have it.
  return `curl${key} ${quote(address)} -H 'content-type: application/json' -d ${quote(toJson(call, 0))}`
}

const ofTheFirstSending: ReadonlySet<string> = new Set(['receivedAt', 'sentAt', 'originalTimestamp'])

function asNew(pre: unknown, messageId: string): unknown {
  if (!isObject(pre)) return pre
  const kept = Object.entries(pre).filter(([key]) => !ofTheFirstSending.has(key))
  return Object.fromEntries([...kept, ['messageId', messageId]])
}

/** A command that adds the event and its transform’s result to `test/corpus` as a case. */
export function toCorpusCase(pre: unknown): string {
  const folder = `test/corpus/${caseName(pre)}`
  return [
    `mkdir -p ${folder}`,
    `cat > ${folder}/event.json <<'END-OF-FILE'\n${toJson(pre)}\nEND-OF-FILE`,
    `cat > ${folder}/expected.json <<'END-OF-FILE'\n${toJson(transform(pre))}\nEND-OF-FILE`,
    '',
  ].join('\n')
}

/** `impression-hero-headline-treatment`: safe for a shell and a file system. */
export function caseName(pre: unknown): string {
  const parts = [
    ownText(pre, ['event']),
    ownText(pre, ['properties', 'flag_key']),
    ownText(pre, ['properties', 'variant']) ?? 'out',
  ]
  const name = parts
    .map((part = '') =>
      part
        .slice(0, 40)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, ''),
    )
    .filter((part) => part !== '')
    .join('-')
  return name === '' ? 'event' : name
}

/** Quotes a text for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** A random message id. */
export function newMessageId(): string {
  // Browsers leave it out on pages that are neither on HTTPS nor on localhost.
  const { randomUUID: hasRandomUuid } = crypto as { readonly randomUUID?: unknown }
  if (hasRandomUuid !== undefined) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
