/** Tests run against the sources: a package's name resolves to its `src/index.ts`, so no build is needed first. */
const project = (name, testMatch, extra = {}) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch,
  testEnvironment: 'node',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@experiment-impressions/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^experiment-impressions$': '<rootDir>/packages/cli/src/index.ts',
  },
  ...extra,
})

const inPackage = (name, extra) => project(name, [`<rootDir>/packages/${name}/test/**/*.test.ts`], extra)

/** @type {import('jest').Config} */
export default {
  projects: [
    inPackage('contract'),
    inPackage('estimate'),
    inPackage('delivery'),
    inPackage('destination'),
    inPackage('sandbox'),
    inPackage('cli'),
    project('pipeline', ['<rootDir>/test/**/*.test.ts']),
  ],
  coverageProvider: 'v8',
  collectCoverageFrom: ['packages/*/src/**/*.ts'],
  coverageReporters: ['text-summary', 'json-summary'],
}
