import type { DeployedFunction, Progress } from './progress.js'
import type { FunctionKind, FunctionSetting } from './function-kind.js'

interface Deployed {
  readonly kind: FunctionKind
  readonly settings: readonly FunctionSetting[]
  readonly isDryRun: boolean
}

/**
 * What is left to do in Segment, step by step. Names of tabs and buttons are those of Segment's docs (“Functions Editing
 * Environment”, “Destination Functions”, “Destination Insert Functions”).
 */
export function nextSteps({ function: deployed, instance }: Progress, task: Deployed): readonly string[] {
  if (deployed === undefined) return []
  const connect = task.kind === 'destination' ? connectDestination(task.settings) : connectInsert(instance)
  return deployed.action === 'created'
    ? connect
    : [...checkDeployed(deployed), ...(instance === undefined ? [] : connect)]
}

function connectDestination(settings: readonly FunctionSetting[]): string[] {
  return [
    'In Segment, open Connections > Catalog > Functions, select the function, and click Connect Destination.',
    'Choose the source of your web page. Its Source Admin role is needed.',
    `On the destination’s Settings tab, enter ${enumerate(settings)}.`,
    'Turn on Enable Destination. Until then the function receives nothing.',
  ]
}

function connectInsert(instance: Progress['instance']): string[] {
  const enable =
    'Open Connections > Destinations, select the Amplitude destination, and turn on Enable Function on its Functions tab.'
  if (instance !== undefined) return instance.isEnabled ? [] : [enable]
  return [
    'In Segment, open Connections > Catalog > Functions, select the function, and click Connect a destination.',
    'Select the Amplitude destination, and click Connect to destination.',
    enable,
  ]
}

/** An update that Segment has saved but doesn't run. */
function checkDeployed({ action, isDeployed }: DeployedFunction): string[] {
  const where =
    'In Segment, open Connections > Catalog > Functions, select the function, and click Edit Function'
  if (isDeployed === false)
    return [`${where}, then Save & Deploy: Segment has saved the latest code, but doesn’t run it yet.`]
  return action === 'updated' && isDeployed === null
    ? [`${where} > Version history: if the top version says LATEST but not DEPLOYED, click Save & Deploy.`]
    : []
}

function enumerate(settings: readonly FunctionSetting[]): string {
  const [required, optional] = [true, false].map((isRequired) =>
    settings.filter(({ required }) => required === isRequired).map(({ label }) => label),
  )
  const must = required?.join(', ') ?? ''
  return optional?.length === 0
    ? must
    : `${must === '' ? 'what you need of' : `${must}, and what you need of`} ${String(optional?.join(', '))}`
}
