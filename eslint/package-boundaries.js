/** Says which package may import which. */
import { platformFree } from './bare-isolates.js'

const scope = '@experiment-impressions'

/** The packages that each may import, lowest first. */
const mayImport = {
  contract: [],
  estimate: [],
  inspection: ['contract'],
  delivery: ['contract'],
  'source-plugin': ['contract'],
  destination: ['contract', 'delivery'],
  functions: ['contract', 'delivery', 'destination'],
  debugger: ['contract', 'estimate', 'inspection'],
  sandbox: ['contract', 'estimate', 'inspection', 'delivery', 'source-plugin', 'destination', 'debugger'],
  cli: [
    'contract',
    'estimate',
    'inspection',
    'delivery',
    'source-plugin',
    'destination',
    'functions',
    'debugger',
    'sandbox',
  ],
}

/** One config for each package. */
export const packageBoundaries = Object.keys(mayImport).map((name) =>
  restrictImports(`packages/${name}/src/**/*.{ts,tsx}`, packagePatterns(name)),
)

/** What no file of a package may import. */
export function packagePatterns(name) {
  const allowed = mayImport[name]
  const forbidden = Object.keys(mayImport).filter((other) => !allowed.includes(other))
  return [
    {
      group: [...forbidden.map((other) => `${scope}/${other}`), 'experiment-impressions'],
      message: `${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other package'}: packages import only from below (docs/architecture.md).`,
    },
    {
      // A path out of the package goes through another one’s src or dist.
      regex: '^(?:\\.\\./)+[^./]+/(?:src|dist)/',
      message: 'Import other packages by name, so that only their exports are used.',
    },
    ...(platformFree.includes(name)
      ? [
          {
            group: ['node:*'],
            message: "This package runs in bare isolates, which don't have Node's modules.",
          },
        ]
      : []),
  ]
}

/** A config that forbids imports. A later one for the same files replaces its patterns. */
export function restrictImports(files, patterns) {
  // ESLint refuses an empty group: app may import every folder.
  const given = patterns.filter(({ group }) => group?.length !== 0)
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns: given }] } }
}
