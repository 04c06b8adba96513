import { regionalEndpoints, type Endpoints } from '@experiment-impressions/delivery'
import type { Settings } from './generated-types'

/** Amplitude's addresses for these settings: those of their region, unless the host brings its own. */
export function endpointsOf(settings: Settings, own: Endpoints | undefined): Endpoints {
  return own ?? regionalEndpoints[settings.endpoint === 'europe' ? 'europe' : 'north_america']
}
