import { nameOfRequest, type SegmentRequest } from '../segment-api/segment-request.js'

/** The workspace doesn't allow the deployment. The message is for the user, in whole sentences. */
export class DeployError extends Error {
  override readonly name = 'DeployError'
}

/** Segment's answer doesn't match its documentation. */
export function unexpectedAnswer(request: Pick<SegmentRequest, 'method' | 'path'>): DeployError {
  return new DeployError(
    `Segment’s answer to ${nameOfRequest(request)} doesn’t match Segment’s documentation. Run this again, and report it if that doesn’t help.`,
  )
}
