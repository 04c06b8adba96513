import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface RecordedDevice {
  readonly name: string
  readonly context: object
  readonly integrations?: object
  readonly sent: Readonly<Record<string, unknown>>
}

/** Contexts, and the device fields that Segment’s own Amplitude destination sends for them. */
export const recordedDevices = readFileSync(
  join(__dirname, '../../../destination/test/fixtures/segment-amplitude-device.ndjson'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedDevice)
