/** The name of this package on a page: in analytics.js, on events and in localStorage. */
export const ownName = 'experiment-impressions'

/** The version of this package. `npm run generate:version` copies it from package.json, and a test compares the two. */
export const version = '0.1.0'
