import { createRequire } from 'node:module'
import type * as ActionsCore from '@segment/actions-core'

/** The framework does not load as an ES module (its imports name folders), so it is required. */
const actionsCore = createRequire(import.meta.url)('@segment/actions-core') as typeof ActionsCore

/** Runs a destination definition as Segment's cloud does. */
export const { Destination } = actionsCore

/** Segment's mapping kit: a mapping's directives, such as `@path`, against one event. */
export const resolveMapping = actionsCore.transform
