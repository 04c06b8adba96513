import type { SandboxOptions } from '../../src/index.js'
import { getJson, ownerHeaders, upload, type createStage } from './sandboxes.js'

interface Activity {
  readonly userData: Readonly<Record<string, unknown>>
  readonly events: readonly Readonly<Record<string, unknown>>[]
}

export const start = Date.parse('2026-11-23T04:02:28.954Z')

/** A sandbox whose Amplitude knows three people, and functions to look them up. */
export async function startWithPeople(stage: ReturnType<typeof createStage>, options: SandboxOptions = {}) {
  const sandbox = await stage.start({ now: () => start + 60_000, ...options })
  const seen = (minute: number) => ({
    event_type: `Seen ${String(minute)}`,
    user_id: 'user-1',
    device_id: 'laptop',
    insert_id: `insert-${String(minute)}`,
    time: start + minute * 60_000,
    event_properties: { minute },
  })
  // The last two come late, but are sorted by their own time.
  await upload(sandbox, [3, 1, 2].map(seen))
  await upload(sandbox, [
    {
      event_type: 'Seen',
      user_id: 'user-2',
      user_properties: { $set: { plan: 'free' }, $unset: { old: '-' } },
    },
    { event_type: 'Seen', device_id: 'phone-1' },
  ])
  const numberOf = (id: string) => String(sandbox.user(id)?.amplitudeId)
  const ask = async (query: string, headers = ownerHeaders()) => {
    const { status, body } = await getJson(`${sandbox.url}/amplitude/api/2/useractivity${query}`, headers)
    return { status, body: body as Activity }
  }
  const typesOf = async (query: string) => {
    const { body } = await ask(`?user=${numberOf('user-1')}${query}`)
    return body.events.map(({ event_type }) => event_type)
  }
  return { sandbox, numberOf, ask, typesOf }
}
