/** Says which folder of the debugger may import which. */
import { packagePatterns, restrictImports } from './package-boundaries.js'

const belowList = ['event', 'records', 'ui', 'route']
const belowViews = ['event-list', ...belowList]

/** The folders that each may import, lowest first. */
const mayImport = {
  ui: [],
  route: [],
  records: ['ui'],
  event: ['records', 'ui', 'route'],
  'event-list': belowList,
  stream: belowViews,
  people: belowViews,
  experiments: belowViews,
  inspect: belowViews,
  estimate: ['ui', 'route'],
  faults: belowViews,
  app: ['stream', 'people', 'experiments', 'inspect', 'estimate', 'faults', ...belowViews],
}

/** One config for each folder. It replaces the package's patterns, so it repeats them. */
export const debuggerBoundaries = Object.keys(mayImport).map((folder) =>
  restrictImports(`packages/debugger/src/${folder}/*.{ts,tsx}`, [
    ...packagePatterns('debugger'),
    folderPattern(folder),
  ]),
)

function folderPattern(folder) {
  const allowed = mayImport[folder]
  const forbidden = Object.keys(mayImport).filter((other) => other !== folder && !allowed.includes(other))
  return {
    group: forbidden.map((other) => `../${other}/*`),
    message: `${folder} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other folder'}: folders import only from below, and views don't import each other.`,
  }
}
