import { createRequire } from 'node:module'
import type * as ActionsCore from '@segment/actions-core'
import type * as DestinationSubscriptions from '@segment/destination-subscriptions'

const require = createRequire(import.meta.url)

/** The framework doesn't load as an ES module (its imports name folders), so it's required, and so is its filter reader. */
const actionsCore = require('@segment/actions-core') as typeof ActionsCore
const subscriptions = require('@segment/destination-subscriptions') as typeof DestinationSubscriptions

/** Runs a destination definition as Segment's cloud does. */
export const { Destination } = actionsCore

/** Segment's mapping kit: resolves a mapping's directives, such as `@path` and `@if`, against one event. */
export const resolveMapping = actionsCore.transform

export const { generateFql, parseFql, validate } = subscriptions
