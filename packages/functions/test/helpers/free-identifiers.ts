import { Linter } from 'eslint'

/** The globals that code uses beyond ECMAScript 2021, sorted. A `typeof` counts as use. */
export function freeIdentifiers(code: string, sourceType: 'script' | 'module' = 'script'): string[] {
  const messages = new Linter().verify(code, {
    languageOptions: { ecmaVersion: 2021, sourceType },
    linterOptions: { noInlineConfig: true },
    rules: { 'no-undef': ['error', { typeof: true }] },
  })
  return [
    ...new Set(messages.map(({ message }) => /^'(.+)' is not defined/.exec(message)?.[1] ?? message)),
  ].sort()
}
