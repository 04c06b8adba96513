import type { Fault } from './segment-stub.js'

/** An error of Segment's API. */
export const answer = (status: number, message?: string, headers?: Record<string, string>): Fault => ({
  kind: 'answer',
  status,
  body: JSON.stringify({ errors: message === undefined ? [] : [{ type: 'x', message }] }),
  ...(headers && { headers }),
})
/** A page of something between the command and Segment, such as a proxy. */
export const page = (status: number): Fault => ({
  kind: 'answer',
  status,
  body: '<html>Sign in</html>',
  headers: { 'content-type': 'text/html' },
})
