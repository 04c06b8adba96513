import js from '@eslint/js'
import { importX } from 'eslint-plugin-import-x'
import jest from 'eslint-plugin-jest'
import jsdoc from 'eslint-plugin-jsdoc'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { bareIsolates } from './eslint/bare-isolates.js'
import { debuggerBoundaries } from './eslint/debugger-boundaries.js'
import { packageBoundaries } from './eslint/package-boundaries.js'

export default defineConfig(
  { ignores: ['**/dist/**', 'build/**', '**/coverage/**', '**/generated-types.ts'] },
  js.configs.recommended,
  { files: ['**/*.{js,mjs,cjs,ts,tsx}'], rules: { 'max-lines': ['error', 200] } },
  // Still too long: each leaves this list when it is split.
  {
    files: ['packages/debugger/test/verdict.test.ts', 'packages/inspection/test/inspection.test.ts'],
    rules: { 'max-lines': 'off' },
  },
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
      // Functions are hoisted, so the public ones can come first.
      '@typescript-eslint/no-use-before-define': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // It contradicts `no-non-null-assertion`, which is on.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      'import-x/no-default-export': 'error',
      'import-x/no-duplicates': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'Export by name: the public API is an explicit list.',
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
      'max-params': ['error', 3],
    },
  },
  ...packageBoundaries,
  ...debuggerBoundaries,
  bareIsolates,
  {
    files: ['packages/functions/src/jitsu/function.ts'],
    // Jitsu runs the default export of a function's module.
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['packages/destination/contribution/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.test.json' } },
    // Segment's repository loads a destination by its default export.
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
      // Properties assert inside a callback, and rows of a table may differ in what they assert.
      'jest/no-conditional-expect': 'off',
      'jest/valid-title': ['error', { ignoreTypeOfDescribeName: true, disallowedWords: ['should'] }],
      'jest/no-standalone-expect': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: readonly(
        ...['process', 'console', 'Buffer', 'URL', 'performance', 'fetch', 'btoa'],
        ...['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'],
      ),
    },
  },
  {
    files: ['packages/sandbox/site/*.js'],
    languageOptions: {
      globals: readonly(
        ...['window', 'document', 'location', 'history', 'localStorage', 'sessionStorage', 'fetch'],
        ...['queueMicrotask', 'Event', 'CustomEvent', 'EventSource', 'addEventListener', 'scrollTo'],
      ),
    },
  },
)

function readonly(...names) {
  return Object.fromEntries(names.map((name) => [name, 'readonly']))
}
