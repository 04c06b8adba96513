import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const root = join(__dirname, '../..')
export const scope = '@experiment-impressions'
export const libraries = [
  'contract',
  'estimate',
  'inspection',
  'delivery',
  'source-plugin',
  'destination',
  'functions',
]

export interface Installation {
  readonly folder: string
  /** Runs a command in the folder, and returns what it prints. */
  readonly run: (command: string, args: readonly string[]) => string
  readonly write: (file: string, text: string) => void
}

/** Installs the tarballs as a customer does, in a temporary folder, with the dependencies that they declare. */
export const useInstalledLibraries = (): Installation => {
  let folder = ''

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'packed-'))
    for (const name of libraries) install(folder, name)
    link(folder, '@types/node')
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    get folder() {
      return folder
    },
    run: (command, args) => runIn(folder, command, args),
    write: (file, text) => {
      writeFileSync(join(folder, file), text)
    },
  }
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
}

function install(folder: string, name: string): void {
  const pack = ['pack', '--json', '--silent', '--pack-destination', folder, join(root, 'packages', name)]
  const [packed] = JSON.parse(runIn(root, 'npm', pack)) as [{ readonly filename: string }]
  const at = join(folder, 'node_modules', scope, name)
  mkdirSync(at, { recursive: true })
  runIn(folder, 'tar', ['-xzf', join(folder, packed.filename), '-C', at, '--strip-components=1'])
  const { dependencies = {} } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Manifest
  for (const dependency of Object.keys(dependencies))
    if (!dependency.startsWith(scope)) link(folder, dependency)
}

function link(folder: string, dependency: string): void {
  const at = join(folder, 'node_modules', dependency)
  if (existsSync(at)) return
  mkdirSync(dirname(at), { recursive: true })
  symlinkSync(join(root, 'node_modules', dependency), at)
}

function runIn(cwd: string, command: string, args: readonly string[]): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
