import type { DestinationDefinition, RequestClient } from '@segment/actions-core'
import { createDestination, isUserSearch, type Settings } from '@experiment-impressions/destination'
import { errorCode } from '../errors.js'
import type { Endpoints } from './amplitude-url.js'
import { Destination } from './segment.js'

/** What became of a test of the two keys. */
export type KeysTest =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'busy'; readonly status: number }
  /** Somebody answered who is not Amplitude. */
  | ({ readonly kind: 'foreign' } & Answered)
  /** `cause` is the code of a system error, such as `ENOTFOUND`, where there is one. */
  | { readonly kind: 'unreachable'; readonly host: string; readonly cause: string | undefined }

type KeySettings = Pick<Settings, 'apiKey' | 'secretKey' | 'endpoint'>

/** As much of an answer as may be shown: its body may be anybody's. */
interface Answered {
  readonly host: string
  readonly status: number
  /** Without its parameters; absent where the answer has none. */
  readonly contentType: string | undefined
  /** Characters of the body. */
  readonly length: number
}

/** The answer to one request, or why there was none. */
type Exchange =
  | (Answered & { readonly isUserSearch: boolean })
  | { readonly host: string; readonly status?: undefined; readonly cause: string | undefined }

/**
 * Has the destination test the keys by itself, as Segment does when somebody enters them, and reads the outcome off what
 * went over the wire: the framework keeps nothing of an error but its words.
 */
export async function testKeys(settings: KeySettings, endpoints: Endpoints | undefined): Promise<KeysTest> {
  const exchanges: Exchange[] = []
  const definition = createDestination(endpoints === undefined ? {} : { endpoints })
  const host = new Destination<Settings>({
    ...definition,
    ...(definition.authentication && {
      authentication: recordingAuthentication(definition.authentication, exchanges),
    }),
  })
  let failure: unknown
  try {
    await host.testAuthentication({ ...settings })
  } catch (error) {
    failure = error
  }
  const [first, second] = exchanges
  // Settings that the framework takes are always asked about.
  if (first === undefined) throw new Error('The destination did not test the keys.', { cause: failure })
  if (failure === undefined) return { kind: 'accepted' }
  if (first.status === undefined) return { kind: 'unreachable', host: first.host, cause: first.cause }
  const { status, contentType, length } = first
  if (status === 429 || status >= 500) return { kind: 'busy', status }
  if (status < 400) return { kind: 'foreign', host: first.host, status, contentType, length }
  const isElsewhere = second?.status !== undefined && second.isUserSearch
  return isElsewhere ? { kind: 'elsewhere' } : { kind: 'refused', status }
}

type Authentication = NonNullable<DestinationDefinition<Settings>['authentication']>

function recordingAuthentication(authentication: Authentication, exchanges: Exchange[]): Authentication {
  return {
    ...authentication,
    testAuthentication: (request, input) =>
      authentication.testAuthentication?.(recording(request, exchanges), input),
  }
}

function recording(request: RequestClient, exchanges: Exchange[]): RequestClient {
  const recorded = async (...args: Parameters<RequestClient>) => {
    const { host } = new URL(args[0])
    try {
      const response = await request(...args)
      const { status, data, headers } = response
      exchanges.push({
        host,
        status,
        contentType: headers.get('content-type')?.split(';')[0],
        length: (response as { readonly content?: string }).content?.length ?? 0,
        isUserSearch: isUserSearch({ status, data }),
      })
      return response
    } catch (error) {
      exchanges.push({ host, cause: errorCode(error) })
      throw error
    }
  }
  return recorded as RequestClient
}
