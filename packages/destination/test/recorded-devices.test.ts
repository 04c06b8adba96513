import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepOffTheNetwork } from '../../../test/helpers/network'
import { anonymousId, deviceFields } from './helpers/device-fields'
import { amplitude, impression, ok, send, sendBatch } from './helpers/segment'

keepOffTheNetwork()

interface Recorded {
  readonly name: string
  readonly context: object
  readonly integrations?: object
  readonly sent: Readonly<Record<string, unknown>>
}

const recorded = readFileSync(join(__dirname, 'fixtures/segment-amplitude-device.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)

describe('device fields equal those of Segment’s own Amplitude destination', () => {
  it.each(recorded.map((one) => [one.name, one] as const))('for %s', async (_, one) => {
    const { context, integrations = {} } = one
    const uploads = amplitude([200, ok])
    await send(impression({ context, integrations, anonymousId }))
    expect(deviceFields(uploads[0]?.events[0])).toStrictEqual(one.sent)
  })

  it('for all of these in one batch', async () => {
    const uploads = amplitude(...recorded.map(() => [200, ok] as const))
    await sendBatch(
      recorded.map(({ name, context, integrations = {} }) =>
        impression({ messageId: name, context, integrations, anonymousId }),
      ),
    )
    const events = uploads.flatMap((upload) => upload.events)
    const byName = Object.fromEntries(
      events.map((event) => [String(event['insert_id']), deviceFields(event)] as const),
    )
    expect(byName).toStrictEqual(Object.fromEntries(recorded.map((one) => [one.name, one.sent])))
  })
})
