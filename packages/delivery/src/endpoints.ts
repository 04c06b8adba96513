/** Amplitude's data regions. */
export type Region = 'north_america' | 'europe'

/** The path of each Amplitude API that the project calls. */
export const endpointPaths = {
  httpapi: '/2/httpapi',
  batch: '/batch',
  identify: '/identify',
  usersearch: '/api/2/usersearch',
  useractivity: '/api/2/useractivity',
  deletions: '/api/2/deletions/users',
} as const

export type EndpointName = keyof typeof endpointPaths

/** The whole URL of each API. */
export type Endpoints = Readonly<Record<EndpointName, string>>

/** Sources: Amplitude docs, "HTTP V2 API", "Batch Event Upload API", "Identify API", "Dashboard REST API", "User Privacy API". */
export const regionalEndpoints: Readonly<Record<Region, Endpoints>> = {
  north_america: endpointsAt('https://api2.amplitude.com', 'https://amplitude.com'),
  europe: endpointsAt('https://api.eu.amplitude.com', 'https://analytics.eu.amplitude.com'),
}

/** The endpoints on a host, given the base URL of its ingestion and that of its other APIs. */
export function endpointsAt(ingestion: string, analytics = ingestion): Endpoints {
  return {
    httpapi: ingestion + endpointPaths.httpapi,
    batch: ingestion + endpointPaths.batch,
    identify: ingestion + endpointPaths.identify,
    usersearch: analytics + endpointPaths.usersearch,
    useractivity: analytics + endpointPaths.useractivity,
    deletions: analytics + endpointPaths.deletions,
  }
}
