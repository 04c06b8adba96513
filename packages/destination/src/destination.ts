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

export interface DestinationOptions {
  /** Amplitude's addresses as whole URLs, for hosts that bring their own. Without them the region's are used. */
  readonly endpoints?: Endpoints
}

/** The destination, for hosts other than Segment's cloud. */
export function createDestination({ endpoints }: DestinationOptions = {}): DestinationDefinition<Settings> {
  const actions = {
    trackImpression: createTrackImpression(endpoints),
    trackExposure: createTrackExposure(endpoints),
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
        testAuthentication(request, {
          settings,
          url: endpointsOf(settings, endpoints).usersearch,
          otherRegionUrl: endpoints === undefined ? otherUserSearch(settings) : undefined,
        }),
    },
    onDelete: (request, { settings, payload }) =>
      deleteUser(request, {
        settings,
        userId: payload.userId,
        url: endpointsOf(settings, endpoints).deletions,
      }),
    actions,
    presets: presetsOf(actions),
  }
}

/** The destination as Segment's cloud runs it. */
export const destination = createDestination()
