/**
 * The version of Amplitude's HTTP API, in the paths of uploads, user search and deletions.
 * https://amplitude.com/docs/apis/analytics/http-v2
 */
export const AMPLITUDE_API_VERSION = '2'
