import type { Sandbox } from '../../src/index.js'
import { getJson, ownerHeaders, post, upload, type createStage } from './sandboxes.js'

export const day = 24 * 60 * 60 * 1000
export const start = Date.parse('2026-11-23T12:00:00.000Z')

/** A sandbox whose Amplitude knows two users, one of them with an anonymous past. */
export async function startWithPeople(stage: ReturnType<typeof createStage>, clock = { now: start }) {
  const sandbox = await stage.start({ now: () => clock.now })
  await upload(sandbox, [
    { event_type: 'Seen', device_id: 'laptop', user_properties: { theme: 'dark' } },
    { event_type: 'Seen', user_id: 'user-1', device_id: 'phone-1', user_properties: { plan: 'pro' } },
    { event_type: 'Seen', user_id: 'user-1', device_id: 'laptop' },
    { event_type: 'Seen', user_id: 'user-2', device_id: 'phone-2' },
  ])
  const numberOf = (id: string) => sandbox.user(id)?.amplitudeId
  const numbers = { user1: numberOf('user-1'), user2: numberOf('user-2') }
  return { sandbox, clock, ...numbers }
}

const path = '/amplitude/api/2/deletions/users'
/** Requests a deletion. */
export const ask = (sandbox: Sandbox, body: unknown, headers = ownerHeaders()) =>
  post(`${sandbox.url}${path}`, body, headers)
/** Lists deletion jobs. */
export const list = (sandbox: Sandbox, query: string, headers = ownerHeaders()) =>
  getJson(`${sandbox.url}${path}?${query}`, headers)
