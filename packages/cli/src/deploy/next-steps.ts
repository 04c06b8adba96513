import { listOf } from '../terminal/format.js'
import type { FunctionKind, FunctionSetting } from '../function-release.js'
import type { DeployedFunction, Progress } from './progress.js'

interface Deployed {
  readonly kind: FunctionKind
  readonly settings: readonly FunctionSetting[]
}

const open = 'open Connections > Catalog > Functions, select the function'
const select = `In Segment, ${open}`

/**
 * The next steps in Segment. The names of tabs and buttons are those of Segment's docs
 * (“Functions Editing Environment”, “Destination Functions”, “Destination Insert Functions”).
 */
export function nextSteps(
  { function: deployed, instance }: Progress,
  { kind, settings }: Deployed,
): readonly string[] {
  if (deployed === undefined) return []
  if (deployed.action === 'created')
    return kind === 'destination' ? connectDestination(settings) : connectInsert(instance)
  const connect = instance === undefined ? ifNotConnected[kind] : connectInsert(instance)
  return [...checkDeployed(deployed), ...connect, ...(deployed.action === 'updated' ? goBack[kind] : [])]
}

function connectDestination(settings: readonly FunctionSetting[]): string[] {
  return [
    `${select}, and click Connect Destination.`,
    'Choose the source of your web page. You need its Source Admin role.',
    `On the destination’s Settings tab, enter ${enumerate(settings)}.`,
    'Turn on Enable Destination. Until then the function receives nothing.',
  ]
}

function connectInsert(instance: Progress['instance']): string[] {
  const enable =
    'Open Connections > Destinations, select the Amplitude destination, and turn on Enable Function on its Functions tab.'
  if (instance !== undefined) return instance.isEnabled ? [] : [enable]
  return [
    `${select}, and click Connect a destination.`,
    'Select the Amplitude destination, and click Connect to destination.',
    enable,
  ]
}

const ifNotConnected: Readonly<Record<FunctionKind, readonly string[]>> = {
  destination: [`If you haven’t connected a source yet: ${open}, and click Connect Destination.`],
  insert: [`If you haven’t connected a destination yet: ${open}, and click Connect a destination.`],
}

/** Segment documents versions of source and destination functions only. */
const goBack: Readonly<Record<FunctionKind, readonly string[]>> = {
  destination: [
    'To go back to the old code: click Edit Function > Version history > Restore this version, then Save & Deploy.',
  ],
  insert: [],
}

/** Segment may have saved an update without running it. */
function checkDeployed({ action, isDeployed }: DeployedFunction): string[] {
  if (isDeployed === false)
    return [
      `${select}, and click Edit Function, then Save & Deploy. Segment has saved the latest code but doesn’t run it yet.`,
    ]
  return action === 'updated' && isDeployed === null
    ? [
        `${select}, and click Edit Function. If it says that the latest version isn’t deployed, click Save & Deploy.`,
      ]
    : []
}

function enumerate(settings: readonly FunctionSetting[]): string {
  const labels = (isRequired: boolean) =>
    settings.filter(({ required }) => required === isRequired).map(({ label }) => label)
  const optional = labels(false)
  const parts = [
    ...(labels(true).length === 0 ? [] : [listOf(labels(true))]),
    ...(optional.length === 0
      ? []
      : [`if you need ${optional.length === 1 ? 'it' : 'them'}, ${listOf(optional)}`]),
  ]
  return parts.length === 0 ? 'nothing, as it has no settings' : parts.join(' and, ')
}
