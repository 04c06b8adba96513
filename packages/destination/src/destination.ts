import type { DestinationDefinition } from '@segment/actions-core'
import type { Endpoints } from '@experiment-impressions/delivery'
import { deleteUser } from './delete-user'
import { endpointsOf } from './endpoints'
import type { Settings } from './generated-types'
import { presetsOf } from './presets'
import { settings as fields } from './settings'
import { otherUserSearch, testAuthentication } from './test-authentication'
import { createTrackExposure } from './trackExposure'
import { createTrackImpression } from './trackImpression'
import { withDeadline } from './with-deadline'

export interface DestinationOptions {
  /** Amplitude's addresses as whole URLs, for hosts that bring their own. Without them the region's are used. */
  readonly endpoints?: Endpoints
  /**
   * How long a call (a batch, an event, a deletion, a test of the keys) may take where the host gives no signal of its own, in ms:
   * what is unanswered by then goes back to be sent again. No single request takes longer than 10 s.
   * @default 20000
   */
  readonly deadlineMs?: number
}

/** The destination, for hosts other than Segment's cloud. */
export function createDestination({
  endpoints,
  deadlineMs = 20_000,
}: DestinationOptions = {}): DestinationDefinition<Settings> {
  const actions = {
    trackImpression: createTrackImpression({ endpoints, deadlineMs }),
    trackExposure: createTrackExposure({ endpoints, deadlineMs }),
  }
  return {
    // No space: with fast-uri from 3.1.6 the framework's validator takes the name for a malformed URI.
    name: 'Amplitude-Experiment',
    slug: 'actions-amplitude-experiment',
    mode: 'cloud',
    description: 'Delivers experiment impressions and exposures to Amplitude.',
    authentication: {
      scheme: 'custom',
      fields,
      testAuthentication: (request, { settings }) =>
        withDeadline({ deadlineMs }, (signal) =>
          testAuthentication(request, {
            settings,
            url: endpointsOf(settings, endpoints).usersearch,
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
          url: endpointsOf(settings, endpoints).deletions,
          signal,
        }),
      ),
    actions,
    presets: presetsOf(actions),
  }
}

/** The destination as Segment's cloud runs it. */
export const destination = createDestination()
