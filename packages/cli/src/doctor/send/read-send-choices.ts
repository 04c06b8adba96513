import { regionalEndpoints, type Endpoints, type Region } from '@experiment-impressions/delivery'
import type { Context } from '../../command.js'
import { UsageError } from '../../errors.js'
import { parseAmount } from '../../parse-number.js'
import type { Io } from '../../io.js'
import { parseLoopbackUrl } from '../../loopback-url.js'
import { parseArguments } from '../../parse-arguments.js'
import { defaultRegion, parseRegion, readAmplitudeRegion } from '../../region.js'
import type { SandboxKeys } from '../../sandbox-module.js'
import { canAsk } from '../../terminal/ask.js'
import { listOf } from '../../terminal/format.js'
import { help as doctorHelp } from '../help.js'
import { parseAmplitudeUrl } from '../read/amplitude-url.js'
import { help } from './help.js'

/** The arguments and environment of `impressions doctor --send`. */
export interface SendChoices {
  /** The address for a track call. */
  readonly trackUrl: string
  readonly writeKey: string
  /** The Segment region that isn’t used; `undefined` for a Segment on this machine. */
  readonly otherSegmentRegion: Region | undefined
  readonly amplitude: {
    readonly apiKey: string
    readonly secretKey: string
    readonly region: Region
    readonly endpoints: Endpoints
    /** Whether it’s an Amplitude on this machine, which has no other region. */
    readonly isLocal: boolean
  }
  readonly flag: string
  /** How long to wait for each impression. */
  readonly waitMs: number
  readonly isConfirmed: boolean
  readonly deletesPerson: boolean
  readonly asJson: boolean
}

/**
 * Segment's tracking API, by the workspace's region.
 * Sources: Segment docs, "HTTP API Source"; "Regional Segment" (Dublin).
 */
const trackingHosts: Readonly<Record<Region, string>> = {
  north_america: 'https://api.segment.io',
  europe: 'https://events.eu1.segmentapis.com',
}

const otherRegion: Readonly<Record<Region, Region>> = { north_america: 'europe', europe: 'north_america' }

const mostMinutes = 60
const mostFlagCharacters = 100

/**
 * Reads the arguments and the environment.
 * @throws {UsageError} that says what's wrong or missing
 */
export async function readSendChoices(
  args: readonly string[],
  { io, dependencies }: Pick<Context, 'io' | 'dependencies'>,
): Promise<SendChoices> {
  const { values } = parseArguments(args, { ...doctorHelp.options, ...help.options })
  const { 'segment-url': segmentUrl, 'amplitude-url': amplitudeUrl, yes } = values
  for (const name of ['settings', 'subscriptions', 'offline'] as const)
    if (values[name] !== undefined && values[name] !== false)
      throw new UsageError(`--send can’t be combined with --${name}. Run impressions doctor twice.`)
  if ((segmentUrl === undefined) !== (amplitudeUrl === undefined))
    throw new UsageError(
      'An impression sent to a local Segment never arrives in the real Amplitude, nor the other way round. Use both --segment-url and --amplitude-url, or neither.',
    )
  const segmentRegion = parseRegion('--segment-region', values['segment-region'] ?? defaultRegion)
  const region = readAmplitudeRegion(io.env)
  const own = amplitudeUrl === undefined ? undefined : parseAmplitudeUrl(amplitudeUrl, realAmplitude)
  const choices = {
    trackUrl: `${segmentUrl === undefined ? trackingHosts[segmentRegion] : parseSegmentUrl(segmentUrl)}/v1/track`,
    otherSegmentRegion: segmentUrl === undefined ? otherRegion[segmentRegion] : undefined,
    flag: parseFlag(values.flag ?? help.options.flag.default),
    waitMs: parseMinutes(values.wait ?? help.options.wait.default) * 60_000,
    isConfirmed: yes,
    deletesPerson: values['delete-test-person'],
    asJson: values.json,
  }
  const keys = await readKeys(io, own === undefined ? undefined : dependencies.loadSandbox)
  if (!yes && !canAsk(io))
    throw new UsageError(
      'This sends real events, and there’s no terminal to ask you on. Add --yes to confirm.',
    )
  const { writeKey, ...pair } = keys
  const endpoints = own ?? regionalEndpoints[region]
  return { ...choices, writeKey, amplitude: { ...pair, region, endpoints, isLocal: own !== undefined } }
}

const realAmplitude = 'To use Amplitude itself, leave it out and set AMPLITUDE_REGION.'

function parseSegmentUrl(text: string): string {
  return parseLoopbackUrl(text, {
    option: '--segment-url',
    example: 'http://127.0.0.1:4747',
    reason: 'your write key goes there. To use Segment itself, leave it out and use --segment-region.',
  })
}

/** It becomes part of a name in Amplitude, and the terminal shows it. */
function parseFlag(text: string): string {
  const flag = text.trim()
  if (flag === '') throw new UsageError('--flag is empty. Use a flag key such as impressions-doctor-test.')
  if (flag.length > mostFlagCharacters || !/^[\x20-\x7e]+$/.test(flag))
    throw new UsageError(
      `--flag must have at most ${String(mostFlagCharacters)} characters, all of them printable ASCII.`,
    )
  return flag
}

function parseMinutes(text: string): number {
  const minutes = parseAmount('--wait', text)
  if (minutes > 0 && minutes <= mostMinutes) return minutes
  throw new UsageError(`--wait is out of range. Use up to ${String(mostMinutes)} minutes, such as 5.`)
}

/** If the keys may be those of a sandbox on this machine, `loadSandbox` tells them. */
async function readKeys(
  { env }: Pick<Io, 'env'>,
  loadSandbox: Context['dependencies']['loadSandbox'] | undefined,
) {
  const names = {
    writeKey: 'SEGMENT_WRITE_KEY',
    apiKey: 'AMPLITUDE_API_KEY',
    secretKey: 'AMPLITUDE_SECRET_KEY',
  } as const
  const read = (name: string): string => (env[name] ?? '').trim()
  const missing = Object.values(names).filter((name) => read(name) === '')
  if (missing.length > 0)
    throw new UsageError(
      `${listOf(missing)} ${missing.length === 1 ? 'isn’t' : 'aren’t'} set in the environment. ${loadSandbox === undefined ? describeKeys(missing) : describeSandboxKeys((await loadSandbox()).sandboxProject)}`,
    )
  return { writeKey: read(names.writeKey), apiKey: read(names.apiKey), secretKey: read(names.secretKey) }
}

function describeSandboxKeys({ apiKey, secretKey }: SandboxKeys): string {
  return `The sandbox takes any write key, and its own two keys: AMPLITUDE_API_KEY=${apiKey} and AMPLITUDE_SECRET_KEY=${secretKey}.`
}

function describeKeys(missing: readonly string[]): string {
  return [
    missing.includes('SEGMENT_WRITE_KEY') &&
      'You find the write key in Segment, in the source’s settings under API Keys.',
    missing.some((name) => name.startsWith('AMPLITUDE')) &&
      'You find the two keys in Amplitude under Settings, Organization settings, Projects.',
  ]
    .filter((part) => part !== false)
    .join(' ')
}
