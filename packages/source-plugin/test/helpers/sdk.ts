import type { Fate } from '../../src/handing-over/handover.js'
import { createSdkHandover } from '../../src/handing-over/sdk-handover.js'
import type { Viewer } from '../../src/handing-over/sdk.js'
import type { PendingImpression } from '../../src/impression/pending-impression.js'
import type { IntegrationOptions } from '../../src/options.js'

interface TestSdk {
  isLive: boolean
  isRefused: boolean
  viewer: Viewer
  stored: () => Viewer | undefined
  send: (impression: PendingImpression) => void
}

/** Opens a page with an SDK in the state that the test wants. */
export const openSdk = (sdk: Partial<TestSdk> = {}, options: IntegrationOptions = {}) => {
  const sent: string[] = []
  const fates: Fate[] = []
  const state: TestSdk = {
    isLive: true,
    isRefused: false,
    viewer: { anonymousId: 'ANON-1' },
    stored: () => undefined,
    send: ({ options: { messageId } }) => sent.push(messageId),
    ...sdk,
  }
  const create = createSdkHandover<IntegrationOptions>('cdp', () => ({
    findLive: () =>
      state.isLive
        ? {
            current: () => state.viewer,
            send: (impression) => {
              state.send(impression)
            },
          }
        : undefined,
    isRefused: () => state.isRefused,
    stored: () => state.stored(),
    viewerOf: (guess, first) => (guess.account ? guess : first),
  }))
  const handover = create(
    options,
    () => undefined,
    (fate) => fates.push(fate),
  )
  const look = (ms = 1000): void => {
    jest.setSystemTime(Date.now() + ms)
    handover.flush()
  }
  return { state, sent, fates, handover, look }
}
