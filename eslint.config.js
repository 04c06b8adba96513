import js from '@eslint/js'
import { importX } from 'eslint-plugin-import-x'
import jest from 'eslint-plugin-jest'
import jsdoc from 'eslint-plugin-jsdoc'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const scope = '@experiment-impressions'

/** Who may import whom, lowest first: a package imports only what stands in its own list. */
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

const platformFree = ['contract', 'estimate', 'inspection', 'delivery']

/** What a bare isolate has none of. */
const platformGlobals = [
  'process',
  'Buffer',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'crypto',
  'structuredClone',
  'atob',
  'btoa',
  'window',
  'document',
  'navigator',
  'performance',
  'AbortController',
  'AbortSignal',
  'Intl',
].map((name) => ({
  name,
  message: 'This package runs in bare isolates, which have nothing but ECMAScript 2021.',
}))

/** Who may import whom in the debugger, lowest first: arrows only go down, and views don't import each other. */
const mayImportInDebugger = {
  ui: [],
  route: [],
  records: ['ui'],
  event: ['records', 'ui', 'route'],
  'event-list': ['event', 'records', 'ui', 'route'],
  stream: ['event-list', 'event', 'records', 'ui', 'route'],
  people: ['event-list', 'event', 'records', 'ui', 'route'],
  experiments: ['event-list', 'event', 'records', 'ui', 'route'],
  inspect: ['event-list', 'event', 'records', 'ui', 'route'],
  estimate: ['ui', 'route'],
  faults: ['event-list', 'event', 'records', 'ui', 'route'],
  app: [
    'stream',
    'people',
    'experiments',
    'inspect',
    'estimate',
    'faults',
    'event-list',
    'event',
    'records',
    'ui',
    'route',
  ],
}

function boundaries(name) {
  return restrictImports(`packages/${name}/src/**/*.{ts,tsx}`, packagePatterns(name))
}

/** A later block replaces the rule of an earlier one, so a room's block names the package's boundaries too. */
function debuggerBoundaries(room) {
  const allowed = mayImportInDebugger[room]
  const forbidden = Object.keys(mayImportInDebugger).filter(
    (other) => other !== room && !allowed.includes(other),
  )
  return restrictImports(`packages/debugger/src/${room}/*.{ts,tsx}`, [
    ...packagePatterns('debugger'),
    {
      group: forbidden.map((other) => `../${other}/*`),
      message: `${room} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other folder'}: a folder imports only from below, and views don't import each other.`,
    },
  ])
}

function packagePatterns(name) {
  const allowed = mayImport[name]
  const forbidden = Object.keys(mayImport).filter((other) => !allowed.includes(other))
  return [
    {
      group: [...forbidden.map((other) => `${scope}/${other}`), 'experiment-impressions'],
      message: `${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'none of the packages'} (docs/architecture.md): a package imports only from below.`,
    },
    {
      // A path out of the package ends in that package’s own src or dist; one inside it doesn’t.
      regex: '^(?:\\.\\./)+[^./]+/(?:src|dist)/',
      message: 'Import another package by its name: only then its exports hold.',
    },
    ...(platformFree.includes(name)
      ? [{ group: ['node:*'], message: 'This package runs in bare isolates, which have no Node.' }]
      : []),
  ]
}

function restrictImports(files, patterns) {
  // ESLint refuses an empty group: app may import every folder.
  const given = patterns.filter(({ group }) => group?.length !== 0)
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns: given }] } }
}

export default defineConfig(
  { ignores: ['**/dist/**', 'build/**', '**/coverage/**', '**/generated-types.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: [] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX, jsdoc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // Types and narrow casts stand beside functions that are hoisted: the public part of a file comes first.
      '@typescript-eslint/no-use-before-define': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Its other half, `no-non-null-assertion`, is the one that is kept: what is known to be there is said by its type.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      'import-x/no-default-export': 'error',
      'import-x/no-duplicates': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'Name what is exported: the public surface is an explicit list.',
        },
      ],
    },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        { publicOnly: { esm: true }, require: { FunctionDeclaration: true, ClassDeclaration: true } },
      ],
      'jsdoc/require-description': 'error',
      'jsdoc/check-param-names': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
    },
  },
  ...Object.keys(mayImport).map(boundaries),
  ...Object.keys(mayImportInDebugger).map(debuggerBoundaries),
  {
    files: [
      ...platformFree.map((name) => `packages/${name}/src/**/*.ts`),
      'packages/destination/src/portable/*.ts',
      'packages/functions/src/*.ts',
      'packages/functions/src/{rudderstack,jitsu}/*.ts',
    ],
    rules: { 'no-restricted-globals': ['error', ...platformGlobals] },
  },
  {
    files: ['packages/functions/src/jitsu/function.ts'],
    // Jitsu runs what a function's module exports by default.
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['packages/destination/contribution/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.test.json' } },
    // Segment's repository finds a destination by its default export.
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/test/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.test.json' } },
    rules: {
      'max-params': 'off',
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert'] }],
      // Table titles are sentences with the row's values in them, and properties assert inside a callback.
      'jest/no-conditional-expect': 'off',
      'jest/valid-title': ['error', { ignoreTypeOfDescribeName: true, disallowedWords: ['should'] }],
      'jest/no-standalone-expect': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
        btoa: 'readonly',
      },
    },
  },
  {
    files: ['packages/sandbox/site/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...['window', 'document', 'location', 'history', 'localStorage', 'sessionStorage', 'fetch'],
          ...['queueMicrotask', 'Event', 'CustomEvent', 'EventSource', 'addEventListener', 'scrollTo'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
)
