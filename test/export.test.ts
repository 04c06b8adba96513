import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { parseFql } from '@segment/destination-subscriptions'

/** The exported folder for Segment's repository is self-contained, compiles and passes its own tests in their framework. */

jest.setTimeout(180_000)

const root = join(__dirname, '..')
let folder = ''

function run(script: string, args: readonly string[], cwd = root): string {
  return execFileSync(process.execPath, [join(root, script), ...args], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

function write(file: string, value: unknown): void {
  writeFileSync(join(folder, file), JSON.stringify(value))
}

interface Metadata {
  readonly authentication: {
    readonly fields: Readonly<Record<string, { readonly type: string; readonly description: string }>>
  }
  readonly actions: Readonly<
    Record<string, { readonly fields: Readonly<Record<string, { readonly description: string }>> }>
  >
  readonly presets: readonly {
    readonly subscribe: string
    readonly partnerAction: string
    readonly mapping: object
  }[]
}

const metadata = () => JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8')) as Metadata

beforeAll(() => {
  // Inside the project, where Node finds the framework.
  mkdirSync(join(root, 'build'), { recursive: true })
  folder = mkdtempSync(join(root, 'build/export-'))
  run('scripts/export-action-destination.mjs', [folder])
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('contains the files that the repository requires', () => {
  for (const file of [
    'index.ts',
    'generated-types.ts',
    'trackImpression/index.ts',
    'trackImpression/generated-types.ts',
    'trackExposure/index.ts',
    'trackExposure/generated-types.ts',
    'metadata.json',
    'versioning-info.ts',
    '__tests__/index.test.ts',
    '__tests__/snapshot.test.ts',
    '__tests__/__snapshots__/snapshot.test.ts.snap',
  ])
    expect([file, existsSync(join(folder, file))]).toEqual([file, true])
})

test('imports only Node, the framework and the user-agent parser', () => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.includes('__tests__'),
  )
  const imported = sources.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/from '([^.'][^']*)'/g)].map(([, name]) => name),
  )
  const needed = new Set(imported.filter((name) => !isBuiltin(String(name))))
  expect([...needed].sort()).toEqual(['@amplitude/ua-parser-js', '@segment/actions-core'])
})

test('compiles', () => {
  write('tsconfig.json', {
    compilerOptions: {
      strict: true,
      target: 'es2021',
      module: 'commonjs',
      moduleResolution: 'bundler',
      esModuleInterop: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node', 'jest'],
    },
    include: ['.'],
  })
  expect(run('node_modules/typescript/bin/tsc', ['-p', folder])).toBe('')
})

describe('the command', () => {
  const exportTo = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(root, 'scripts/export-action-destination.mjs'), ...args], {
      cwd: root,
      encoding: 'utf8',
    })

  test('replaces an earlier export', () => {
    writeFileSync(join(folder, 'left-over.ts'), '')
    expect(exportTo(folder).status).toBe(0)
    expect(existsSync(join(folder, 'left-over.ts'))).toBe(false)
  })

  test('never touches a folder with other files', () => {
    const precious = mkdtempSync(join(root, 'build/precious-'))
    try {
      writeFileSync(join(precious, 'thesis.txt'), 'years of work')
      const { status, stderr } = exportTo(precious)
      expect(status).toBe(2)
      // The last line: a slow build prints its progress first.
      expect(stderr.split('\n').at(-2)).toBe(
        `${precious} holds files from elsewhere. Name a new folder, an empty one or an earlier export.`,
      )
      expect(readFileSync(join(precious, 'thesis.txt'), 'utf8')).toBe('years of work')
    } finally {
      rmSync(precious, { recursive: true })
    }
  })

  test('explains its usage', () => {
    expect(exportTo('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: /) as unknown,
    })
    const wrong = exportTo('--folder')
    expect(wrong.status).toBe(2)
    expect(wrong.stderr).toMatch(/^Unknown option '--folder'.*\n\nUsage: /s)
  })
})

test('passes its own tests', () => {
  write('jest.config.json', {
    rootDir: folder,
    transform: {
      '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
    },
    // The version in the repository's lockfile; newer ones refuse a name with a space.
    moduleNameMapper: { '^fast-uri$': 'fast-uri-3.1.5' },
  })
  const args = ['--config', join(folder, 'jest.config.json'), '--ci', '--json']
  const results = JSON.parse(run('node_modules/jest/bin/jest.js', args)) as Record<string, unknown>
  expect(results).toMatchObject({
    success: true,
    numPassedTestSuites: readdirSync(join(folder, '__tests__')).filter((file) => file.endsWith('.ts')).length,
    // No test is skipped, and an empty suite would fail.
    numPassedTests: results['numTotalTests'],
    snapshot: { added: 0, unchecked: 0 },
  })
})

test('describes every field, declares secrets as passwords and has valid presets', () => {
  const { authentication, actions, presets } = metadata()
  const fields = [authentication, ...Object.values(actions)].flatMap((one) => Object.entries(one.fields))
  for (const [name, { description }] of fields)
    expect([name, description]).toEqual([name, expect.stringMatching(/\.$/)])
  for (const name of ['apiKey', 'secretKey']) expect(authentication.fields[name]?.type).toBe('password')
  expect(actions['trackImpression']?.fields).toMatchObject({
    user_id: { category: 'identifier', displayMode: null },
    time: { category: null, displayMode: 'collapsed', defaultObjectUI: 'keyvalue' },
    batch_size: { depends_on: { conditions: [{ fieldKey: 'enable_batching' }] } },
  })
  expect(presets.length).toBeGreaterThan(2)
  for (const { subscribe, partnerAction, mapping } of presets) {
    expect(parseFql(subscribe)).not.toHaveProperty('error')
    expect(Object.keys(actions[partnerAction]?.fields ?? {})).toEqual(
      expect.arrayContaining(Object.keys(mapping)),
    )
  }
})
