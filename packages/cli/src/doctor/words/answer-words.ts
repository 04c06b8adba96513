import { countOf } from '../../terminal/format.js'
import type { Words } from './words.js'

type RoadCode =
  | 'SEGMENT_REFUSED'
  | 'SEGMENT_BUSY'
  | 'SEGMENT_FOREIGN'
  | 'SEGMENT_UNREACHABLE'
  | 'WATCH_BUSY'
  | 'WATCH_FOREIGN'
  | 'WATCH_UNREACHABLE'
  | 'PERSON_NOT_DELETED'

/** What went wrong with Segment’s tracking API, or with asking Amplitude. */
export const roadWords: Words<RoadCode> = {
  SEGMENT_REFUSED: ({ host, status, message }) => [
    `Segment at ${host} refused the impression (${String(status)}${message === undefined ? '' : `, “${message}”`}).`,
    status === 401 || status === 403
      ? 'Copy the write key again. If the source demands OAuth, use another source for the test.'
      : 'Copy the write key again from the source’s settings, under API Keys: Segment refuses some keys that are too short.',
  ],
  SEGMENT_BUSY: ({ host, status }) => [
    `Segment at ${host} answered ${String(status)} to three tries, so it didn’t take the impression.`,
    'Run this again later.',
  ],
  SEGMENT_FOREIGN: (params) => [
    `Something else answered at ${params.host} (${describe(params)}), so it isn’t known whether Segment has the impression.`,
    checkTheWay,
  ],
  SEGMENT_UNREACHABLE: ({ host, cause }) => [
    `${host} gave no usable answer (${cause}) to three tries. Segment may have the impression all the same.`,
    'Check the network, a proxy or firewall, then run this again.',
  ],
  WATCH_BUSY: ({ host, status }) => [
    `${host} answered ${String(status)} until the time was up, so it isn’t known what has arrived.`,
    status === 429
      ? 'Run this again in an hour: Amplitude allows 360 such questions an hour for the whole project.'
      : 'Run this again later.',
  ],
  WATCH_FOREIGN: (params) => [
    `Something else answered at ${params.host} (${describe(params)}) three times in a row, so it isn’t known what has arrived.`,
    checkTheWay,
  ],
  WATCH_UNREACHABLE: ({ host, cause }) => [
    `${host} gave no usable answer (${cause}) three times in a row, so it isn’t known what has arrived.`,
    'Check the network, a proxy or firewall, then run this again.',
  ],
  PERSON_NOT_DELETED: ({ host, problem }) => [
    `${host} didn’t take the deletion (${problem}), so the test person stays.`,
    'Delete them later, by Amplitude’s User Privacy API, or leave them: they harm nothing.',
  ],
}

const checkTheWay = 'Look for a proxy, a firewall or a page to log in to the network, then run this again.'

interface Foreign {
  readonly status: number
  readonly contentType: string | undefined
  readonly length: number
}

function describe({ status, contentType, length }: Foreign): string {
  return `${String(status)}, ${contentType ?? 'no content type'}, ${countOf(length, 'character')}`
}
