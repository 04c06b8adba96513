import type { EventRecord, Sandbox } from '@experiment-impressions/sandbox'
import { until } from '../../helpers/until'

/** Waits for the sandbox's only event and its outcome. */
export const firstRecord = async (sandbox: Sandbox): Promise<EventRecord> => {
  await until(
    () => sandbox.events().length > 0,
    () => 'no event reached the sandbox',
  )
  await sandbox.settled()
  expect(sandbox.events()).toHaveLength(1)
  return sandbox.events()[0] as EventRecord
}
