import { escapeText } from '@experiment-impressions/contract'
import { nameOfRequest } from './segment-request.js'
import {
  isNeverSent,
  type SegmentApiError,
  type SegmentFailure,
  type SegmentMessage,
} from './segment-api-error.js'

interface Wording {
  /** The roles that a token needs for the request, such as `Functions Admin`. */
  readonly role: string
  /** What the workspace needs to have, such as `the Protocols add-on`. */
  readonly feature: string
  /** What to check if Segment finds nothing, such as `the id`. */
  readonly subject: string
  /** Takes out of Segment's words what nobody wants to see again, such as the code that was sent. */
  readonly clean?: (text: string) => string
}

/** A failed request in words: what happened, why, and what to do. Safe to print on a terminal. */
export function describeSegmentError(error: SegmentApiError, { clean = same, ...wording }: Wording): string {
  const { failure, host } = error
  const name = escapeText(nameOfRequest(error.request))
  const words = wordsOf(failure, { ...wording, name, host, clean })
  return error.mayBeDone
    ? `${words} Segment may have done it all the same: run this again to find out.`
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
      return `What answered ${name} at ${host} isn’t Segment’s Public API (${String(failure.status)}, ${type}): a proxy, a firewall or a sign-in page may stand in between.`
    }
    case 'unreachable':
      return isNeverSent(failure.cause)
        ? `${host} can’t be reached (${failure.cause}). Check the network and the firewall.`
        : `The connection to ${host} was cut during ${name} (${failure.cause}).`
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
      return `Segment doesn’t accept SEGMENT_API_TOKEN for ${name} (401).${said} The token is mistyped or revoked, belongs to the other --region, or lacks a role: it needs ${role}, or Workspace Owner.`
    case 403:
      return `SEGMENT_API_TOKEN may not do ${name} (403).${said} It needs the role ${role}, or Workspace Owner: in Segment, Settings > Workspace settings > Access Management > Tokens. The workspace needs ${feature}, too.`
    case 404:
      return `Segment finds nothing at ${name} (404).${said} Check ${subject} and --region: a token sees one workspace in one region.`
    case 409:
      return `Segment refuses ${name} because of a conflict (409).${said} Somebody may be changing the same thing: look at it in Segment, then run this again.`
    case 413:
      return `Segment refuses ${name}, since it is too large (413).${said}`
    case 429: {
      const when = waitMs === undefined ? 'later' : `in ${String(Math.ceil(waitMs / 1000))} s`
      return `Segment’s rate limit is still reached at ${name} (429).${said} Run this again ${when}.`
    }
    default:
      return status >= 500
        ? `Segment has trouble with ${name} (${String(status)}).${said} Run this again later; https://status.segment.com says more.`
        : `Segment refuses ${name} (${String(status)}).${said === '' ? ' It gives no reason: please report it.' : `${said} Fix what it names; if nothing of yours is wrong, please report it.`}`
  }
}

/** Most messages that are shown, and the longest of them and all together, in characters. */
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
