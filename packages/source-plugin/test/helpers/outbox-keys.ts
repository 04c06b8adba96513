import { outboxPrefix } from '../../src/storage/outbox.js'
import type { TestPage } from './page.js'

/** The outbox key of an impression for the source with the write key `KEY`. */
export const ours = (messageId: string): string => `${outboxPrefix}${messageId}:KEY`

/** The outbox key of an impression for another source. */
export const theirs = (messageId: string): string => `${outboxPrefix}${messageId}:OTHER`

/** All keys in localStorage, sorted. */
export const storedKeys = (page: TestPage): string[] => Object.keys(page.storage).sort()
