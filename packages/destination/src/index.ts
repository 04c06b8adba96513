import type { DestinationDefinition } from '@segment/actions-core'
import { regionalEndpoints, type Endpoints } from '@experiment-impressions/delivery'
import { deleteUser } from './delete-user'
import type { Settings } from './generated-types'
import { presetsOf } from './presets'
import { settings as fields } from './settings'
import { otherUserSearch, testAuthentication } from './test-authentication'
import { createTrackExposure } from './trackExposure'
import { createTrackImpression } from './trackImpression'
import { withDeadline } from './with-deadline'

export interface DestinationOptions {
  /** Amplitude's endpoints as whole URLs, for hosts that bring their own. Without them, the region in the settings decides. */
  readonly endpoints?: Endpoints
  /**
   * How long a call (a batch, an event, a deletion, a test of the keys) may take if the host passes no signal, in ms. Events
   * without an answer by then go back to be sent again. A single request never takes longer than 10 s.
   * @default 20000
   */
  readonly deadlineMs?: number
}

/** The destination for hosts other than Segment's cloud. */
export function createDestination({
  endpoints,
  deadlineMs = 20_000,
}: DestinationOptions = {}): DestinationDefinition<Settings> {
  const endpointsOf = (settings: Settings): Endpoints =>
    endpoints ?? regionalEndpoints[settings.endpoint === 'europe' ? 'europe' : 'north_america']
  const actions = {
    trackImpression: createTrackImpression({ endpointsOf, deadlineMs }),
    trackExposure: createTrackExposure({ endpointsOf, deadlineMs }),
  }
  return {
    // No space: since fast-uri 3.1.6 the framework's validator takes a name with a space for a malformed URI.
    name: 'Amplitude-Experiment',
    slug: 'actions-amplitude-experiment',
    mode: 'cloud',
    description: 'Delivers experiment impressions and exposures to Amplitude.',
    actions,
    presets: presetsOf(actions),
    authentication: {
      scheme: 'custom',
      fields,
      testAuthentication: (request, { settings }) =>
        withDeadline({ deadlineMs }, (signal) =>
          testAuthentication(request, {
            settings,
            url: endpointsOf(settings).usersearch,
            otherRegionUrl: endpoints === undefined ? otherUserSearch(settings) : undefined,
            signal,
          }),
        ),
    },
    onDelete: (request, { settings, payload }) =>
      withDeadline({ deadlineMs }, (signal) =>
        deleteUser(request, {
          settings,
          userId: payload.userId,
          url: endpointsOf(settings).deletions,
          signal,
        }),
      ),
  }
}

/** The destination as Segment's cloud runs it. */
export const destination = createDestination()

export { readResponse, type AmplitudeAnswer } from './ask-amplitude'
export type { Settings } from './generated-types'
export { readUserSearch } from './test-authentication'
export type { Payload as TrackExposurePayload } from './trackExposure/generated-types'
export type { Payload as TrackImpressionPayload } from './trackImpression/generated-types'
