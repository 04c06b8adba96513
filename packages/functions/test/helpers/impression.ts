/** A track call as Segment forwards it. The device decides how a test's Amplitude answers. */
export function impression(device: string, over: object = {}) {
  return {
    type: 'track',
    event: '$impression',
    messageId: `of-${device}`,
    anonymousId: device,
    timestamp: '2026-11-23T04:02:28.956Z',
    properties: { flag_key: 'hero', variant: 'treatment', time: 1_795_406_548_954 },
    ...over,
  }
}

/** An impression that is never sent. */
export function withoutFlagKey(device = 'device-1') {
  return impression(device, { properties: { variant: 'treatment' } })
}

export const pageCall = { type: 'page', anonymousId: 'device-1', messageId: 'page-1' }
