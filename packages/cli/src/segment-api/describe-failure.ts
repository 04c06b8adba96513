import { escapeText } from '@experiment-impressions/contract'
import { nameOfRequest } from './segment-request.js'
import {
  isNeverSent,
  SegmentApiError,
  type SegmentFailure,
  type SegmentMessage,
} from './segment-api-error.js'

interface Wording {
  /** The roles that a token needs for the request, such as `Functions Admin`. */
  readonly role: string
  /** What the workspace must include, such as `the Protocols add-on`. */
  readonly feature: string
  /** What to check if Segment finds nothing, such as `the id`. */
  readonly subject: string
  /** Removes the code we sent from Segment's message. */
  readonly clean?: (text: string) => string
}

/**
 * Runs requests to Segment and returns the failure in words, or `undefined` if all went well.
 * @throws {unknown} every error that isn't Segment's, and any error once the user has stopped the command
 */
export async function describeFailure(
  run: () => Promise<unknown>,
  { signal, ...wording }: Wording & { readonly signal: AbortSignal },
): Promise<string | undefined> {
  try {
    await run()
    return undefined
  } catch (error) {
    if (signal.aborted || !(error instanceof SegmentApiError)) throw error
    return describeSegmentError(error, wording)
  }
}

/** Describes a failed request: what happened, why, and what to do. Safe to print on a terminal. */
function describeSegmentError(error: SegmentApiError, { clean = same, ...wording }: Wording): string {
  const { failure, host } = error
  const name = escapeText(nameOfRequest(error.request))
  const words = wordsOf(failure, { ...wording, name, host, clean })
  return error.mayBeDone
    ? `${words} Segment may have made the change anyway. Run this again to find out.`
    : words
}

interface Asked extends Required<Wording> {
  /** `POST /functions` */
  readonly name: string
  readonly host: string
}

function wordsOf(failure: SegmentFailure, asked: Asked): string {
  const { name, host } = asked
  switch (failure.kind) {
    case 'refused':
      return refusal(failure, asked)
    case 'foreign': {
      const type = escapeText(failure.contentType ?? 'no content type')
      return `The answer to ${name} from ${host} isn’t from Segment’s Public API (${String(failure.status)}, ${type}). A proxy, a firewall or a sign-in page may have sent it.`
    }
    case 'unreachable':
      return isNeverSent(failure.cause)
        ? `${host} can’t be reached (${failure.cause}). Check the network and the firewall.`
        : `The connection to ${host} broke during ${name} (${failure.cause}).`
    case 'late':
      return `${host} didn’t answer ${name} within ${String(failure.deadlineMs / 1000)} s.`
  }
}

type Refused = SegmentFailure & { readonly kind: 'refused' }

function refusal(
  { status, messages, waitMs }: Refused,
  { name, role, feature, subject, clean }: Asked,
): string {
  const said = quote(messages, clean)
  switch (status) {
    case 401:
      return `Segment doesn’t accept SEGMENT_API_TOKEN for ${name} (401).${said} Either the token is mistyped or revoked, or it belongs to the other --region, or it lacks a role: ${role}, or Workspace Owner.`
    case 403:
      return `SEGMENT_API_TOKEN has no permission for ${name} (403).${said} It needs the role ${role}, or Workspace Owner: in Segment, see Settings > Workspace settings > Access Management > Tokens. The workspace also needs ${feature}.`
    case 404:
      return `Segment finds nothing at ${name} (404).${said} Check ${subject} and --region: a token covers one workspace in one region.`
    case 409:
      return `Segment refuses ${name} because of a conflict (409).${said} Someone else may be changing it too. Look at it in Segment, then run this again.`
    case 413:
      return `Segment refuses ${name} because it’s too large (413).${said}`
    case 429: {
      const when = waitMs === undefined ? 'later' : `in ${String(Math.ceil(waitMs / 1000))} s`
      return `Segment still limits the rate of requests (429 for ${name}).${said} Run this again ${when}.`
    }
    default:
      return status >= 500
        ? `Segment has a server error at ${name} (${String(status)}).${said} Run this again later, and see https://status.segment.com.`
        : `Segment refuses ${name} (${String(status)}).${said === '' ? ' It gives no reason. Please report this.' : `${said} Fix that, or report it if your side is fine.`}`
  }
}

/** Limits on what is quoted; the last two in characters. */
const mostMessages = 5
const mostCharacters = 300
const mostTogether = 600

function quote(messages: readonly SegmentMessage[], clean: (text: string) => string): string {
  const some = messages.slice(0, mostMessages)
  const most = Math.min(mostCharacters, Math.floor(mostTogether / some.length))
  const shown = some.map(({ message, field }) => {
    const text = short(clean(message), most)
    return field === undefined || text.includes(field) ? text : `${short(clean(field), most)}: ${text}`
  })
  return shown.length === 0 ? '' : ` It says: “${shown.join('”, “')}”.`
}

function short(text: string, most: number): string {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text
  return escapeText(shown.replace(/\s+/g, ' ').trim()).replace(/\.$/, '')
}

function same(text: string): string {
  return text
}
