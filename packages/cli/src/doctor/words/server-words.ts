import { countOf } from '@experiment-impressions/inspection'
import { sandboxAmplitude } from '../read/amplitude-url.js'
import type { FindingWords } from './finding-words.js'

type ServerCode =
  | 'KEYS_REFUSED'
  | 'KEYS_OF_SANDBOX'
  | 'REGION_WRONG'
  | 'AMPLITUDE_UNREACHABLE'
  | 'AMPLITUDE_BUSY'
  | 'AMPLITUDE_FOREIGN'
  | 'SEGMENT_REFUSED'
  | 'SEGMENT_BUSY'
  | 'SEGMENT_FOREIGN'
  | 'SEGMENT_UNREACHABLE'
  | 'WATCH_BUSY'
  | 'WATCH_FOREIGN'
  | 'WATCH_UNREACHABLE'
  | 'PERSON_NOT_DELETED'

/** What Amplitude or Segment answered, or whoever answered for them. */
export const serverWords: FindingWords<ServerCode> = {
  KEYS_REFUSED: ({ status, where, sandbox }) => [
    `Amplitude ${where} doesn’t accept the two keys as a pair (it answered ${String(status)}).`,
    sandbox === undefined
      ? 'Copy the API key and the secret key again, both from the same project. Check that neither was changed in Amplitude since.'
      : `The sandbox accepts only its own keys: ${sandbox.apiKey} and ${sandbox.secretKey}.`,
  ],
  KEYS_OF_SANDBOX: ({ where }) => [
    `These are the sandbox’s own keys. Amplitude ${where} doesn’t know them.`,
    `Copy your project’s keys in Amplitude, from Settings, Organization settings, Projects. To check the sandbox instead, start impressions sandbox and add --amplitude-url ${sandboxAmplitude}`,
  ],
  REGION_WRONG: ({ region, right, setting, isSending = false }) => [
    isSending
      ? `The keys belong to a project in ${right}, but AMPLITUDE_REGION says ${region}. The test would look in the wrong place.`
      : `The keys belong to a project in ${right}, but the settings say ${region}. Amplitude would refuse every event with “Invalid API key”.`,
    isSending
      ? `Set AMPLITUDE_REGION to ${setting}, and check that the destination’s settings have the same region.`
      : `Set “endpoint” to ${setting}.`,
  ],
  AMPLITUDE_UNREACHABLE: ({ host, cause, isSending = false, isLocal = false }) => [
    `${host} gave no usable answer (${cause}), so the keys weren’t tested.`,
    `${isLocal ? 'Start impressions sandbox, and check the port' : 'Check the network, any proxy or firewall, and the address'}, then run this again${isSending ? '.' : ', or skip this check with --offline.'}`,
  ],
  AMPLITUDE_BUSY: ({ host, status }) => [
    `${host} answered ${String(status)}, so the keys weren’t tested.`,
    status === 429
      ? 'Run this again in an hour: Amplitude allows 360 such requests an hour.'
      : 'Run this again later.',
  ],
  AMPLITUDE_FOREIGN: (params) => [
    `Something other than Amplitude answered at ${params.host} (${describe(params)}), so the keys weren’t tested.`,
    params.status >= 300 && params.status < 400
      ? 'It redirects, and this command doesn’t follow redirects. Check the address, then run this again.'
      : 'Look for a proxy, a firewall or a login page of the network, check the address, then run this again.',
  ],
  SEGMENT_REFUSED: ({ host, status, message }) => [
    `Segment at ${host} refused the impression (${String(status)}${message === undefined ? '' : `, “${message}”`}).`,
    status === 401 || status === 403
      ? 'Copy the write key again. If the source requires OAuth, test with another source.'
      : 'Copy the write key again from the source’s settings, under API Keys. Segment refuses some keys that are too short.',
  ],
  SEGMENT_BUSY: ({ host, status }) => [
    `Segment at ${host} answered ${String(status)} three times and didn’t accept the impression.`,
    'Run this again later.',
  ],
  SEGMENT_FOREIGN: (params) => [
    `Something other than Segment answered at ${params.host} (${describe(params)}). Segment may or may not have the impression.`,
    checkNetwork,
  ],
  SEGMENT_UNREACHABLE: ({ host, cause }) => [
    `${host} gave no usable answer (${cause}) in three tries. Segment may still have the impression.`,
    'Check the network and any proxy or firewall, then run this again.',
  ],
  WATCH_BUSY: ({ host, status }) => [
    `${host} answered ${String(status)} until the time was up, so this command couldn’t see what arrived.`,
    status === 429
      ? 'Run this again in an hour: Amplitude allows 360 such requests an hour for the whole project.'
      : 'Run this again later.',
  ],
  WATCH_FOREIGN: (params) => [
    `Something other than Amplitude answered at ${params.host} (${describe(params)}) three times in a row, so this command couldn’t see what arrived.`,
    checkNetwork,
  ],
  WATCH_UNREACHABLE: ({ host, cause }) => [
    `${host} gave no usable answer (${cause}) three times in a row, so this command couldn’t see what arrived.`,
    'Check the network and any proxy or firewall, then run this again.',
  ],
  PERSON_NOT_DELETED: ({ host, problem }) => [
    `${host} didn’t accept the deletion (${problem}), so the test person stays.`,
    'Delete the person later with Amplitude’s User Privacy API, or keep them: they do no harm.',
  ],
}

const checkNetwork = 'Look for a proxy, a firewall or a login page of the network, then run this again.'

interface Answer {
  readonly status: number
  readonly contentType: string | undefined
  readonly length: number
}

/** `200, text/html, 12 kB`. */
function describe({ status, contentType, length }: Answer): string {
  const size = length < 1000 ? countOf(length, 'character') : `${String(Math.round(length / 1000))} kB`
  return `${String(status)}, ${contentType ?? 'no content type'}, ${size}`
}
