import { createRequire } from 'node:module'
import type * as ActionsCore from '@segment/actions-core'
import type * as DestinationSubscriptions from '@segment/destination-subscriptions'

const require = createRequire(import.meta.url)

/** The framework does not load as an ES module (its imports name folders), so it is required; so is its reader of FQL. */
const actionsCore = require('@segment/actions-core') as typeof ActionsCore
const subscriptions = require('@segment/destination-subscriptions') as typeof DestinationSubscriptions

/** Runs a destination definition as Segment's cloud does. */
export const { Destination } = actionsCore

/** Segment's mapping kit: `@path`, `@if`, `@template` and the like, against one event. */
export const resolveMapping = actionsCore.transform

export const { parseFql, generateFql, validate } = subscriptions
