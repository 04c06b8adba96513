/** Keeps code that runs in bare isolates free of everything that those lack. */

export const platformFree = ['contract', 'estimate', 'inspection', 'delivery']

const message = 'This code runs in bare isolates, which have nothing beyond ECMAScript 2021.'

const missingGlobals = [
  ...['process', 'Buffer', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch'],
  ...['URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'crypto', 'structuredClone', 'atob', 'btoa'],
  ...['window', 'document', 'navigator', 'performance', 'AbortController', 'AbortSignal', 'Intl'],
]

export const bareIsolates = {
  files: [
    ...platformFree.map((name) => `packages/${name}/src/**/*.ts`),
    'packages/destination/src/portable/*.ts',
    'packages/functions/src/*.ts',
    'packages/functions/src/{rudderstack,jitsu}/*.ts',
  ],
  rules: {
    'no-restricted-globals': ['error', ...missingGlobals.map((name) => ({ name, message }))],
  },
}
