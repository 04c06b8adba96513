import { nameOfRequest, type SegmentRequest } from '../segment-api/segment-request.js'

/** The function can't be deployed as things are in the workspace; the message is for the user, whole sentences. */
export class DeployError extends Error {
  override readonly name = 'DeployError'
}

/** Segment's answer has something else than its documentation says. */
export function unexpectedAnswer(request: Pick<SegmentRequest, 'method' | 'path'>): DeployError {
  return new DeployError(
    `Segment’s answer to ${nameOfRequest(request)} lacks what its documentation says. Run this again; if that doesn’t help, please report it.`,
  )
}
