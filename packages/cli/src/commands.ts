import type { Command } from './command.js'
import { deployCommand } from './deploy/deploy.js'
import { doctorCommand } from './doctor/doctor.js'
import { estimateCommand } from './estimate/estimate.js'
import { inspectCommand } from './inspect/inspect.js'
import { sandboxCommand } from './sandbox/sandbox.js'
import { trackingPlanCommand } from './tracking-plan/tracking-plan.js'

/** Every command there is, in the order in which they are listed. */
export const commands: readonly Command[] = [
  sandboxCommand,
  inspectCommand,
  estimateCommand,
  doctorCommand,
  deployCommand,
  trackingPlanCommand,
]
