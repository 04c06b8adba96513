/** Packages that exist as ES modules only; tests run as CommonJS. */
const esmOnly = '(?:ansi-regex|get-east-asian-width|preact|string-width|strip-ansi)'

/** Tests run against the sources: a package's name resolves to its `src/index.ts`, so no build is needed first. */
const project = (name, testMatch, extra = {}) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch,
  testEnvironment: '<rootDir>/test/setup/journal-environment.mjs',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
    [`/node_modules/${esmOnly}/.+\\.m?js$`]: [
      '@swc/jest',
      { jsc: { target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${esmOnly}/)`],
  moduleNameMapper: {
    // Styles mean nothing without a browser.
    '\\.css$': '<rootDir>/packages/debugger/test/helpers/no-styles.cjs',
    '^fast-check$': '<rootDir>/test/setup/fast-check.cjs',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@experiment-impressions/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@experiment-impressions/([a-z-]+)/([a-z-]+)$': '<rootDir>/packages/$1/src/$2/index.ts',
    '^experiment-impressions$': '<rootDir>/packages/cli/src/index.ts',
  },
  ...extra,
})

const inPackage = (name, extra) => project(name, [`<rootDir>/packages/${name}/test/**/*.test.ts`], extra)

/** Builds once, before the first test of a project that needs it. */
const built = { globalSetup: '<rootDir>/test/setup/built.mjs' }
const inBrowser = {
  globalSetup: '<rootDir>/test/setup/browser.mjs',
  globalTeardown: '<rootDir>/test/setup/browser-teardown.mjs',
}

/** Files that contain only types, which no test can run. */
const typesOnly = [
  'contract/src/experiment-event.ts',
  'contract/src/result.ts',
  'delivery/src/outcome.ts',
  'destination/src/**/generated-types.ts',
  'sandbox/src/records/event-record.ts',
  'cli/src/command.ts',
  'cli/src/deploy/progress.ts',
  'cli/src/io.ts',
  'cli/src/sandbox-module.ts',
]

const floor = { branches: 95, functions: 95, lines: 95, statements: 95 }

/** @type {import('jest').Config} */
export default {
  projects: [
    inPackage('contract'),
    inPackage('estimate'),
    inPackage('inspection'),
    inPackage('delivery'),
    inPackage('source-plugin'),
    inPackage('destination'),
    inPackage('functions', built),
    inPackage('sandbox', built),
    inPackage('cli', built),
    inPackage('debugger'),
    project('pipeline', ['<rootDir>/test/*.test.ts'], built),
    project('faults', ['<rootDir>/test/faults/*.test.ts']),
    project('browser', ['<rootDir>/test/browser/*.test.ts', '<rootDir>/test/debugger/*.test.ts'], inBrowser),
  ],
  // Pages, processes and servers can be slow on a busy machine. No test waits this long on purpose.
  testTimeout: 60_000,
  maxWorkers: '100%',
  // A worker frees a gigabyte when it ends, which took 0.4 s on a busy machine; after 0.5 s Jest reports a leak. A handle that
  // a test leaves open keeps a worker alive for good, so Jest still finds it.
  workerGracefulExitTimeout: 10_000,
  // With V8's coverage the tests take more than twice as long.
  coverageProvider: 'babel',
  collectCoverageFrom: [
    'packages/*/src/**/*.{ts,tsx}',
    '!**/*.d.ts',
    ...typesOnly.map((file) => `!packages/${file}`),
  ],
  coverageReporters: ['text-summary'],
  // A floor, not a goal.
  coverageThreshold: {
    './packages/contract/src/': { branches: 100, functions: 100, lines: 100, statements: 100 },
    './packages/estimate/src/': floor,
    './packages/inspection/src/': floor,
    './packages/delivery/src/': floor,
    './packages/source-plugin/src/': floor,
    './packages/destination/src/': floor,
    './packages/functions/src/': floor,
    './packages/sandbox/src/': floor,
    './packages/cli/src/': floor,
    './packages/debugger/src/': floor,
  },
}
