import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { issueSeverity } from '@experiment-impressions/contract'
import { runCli } from '../packages/cli/test/helpers/run-cli'

const root = join(__dirname, '..')

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function markdownFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory())
      return /^(node_modules|dist|coverage|\..*)$/.test(entry.name) ? [] : markdownFiles(path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}

/** The anchors that GitHub derives from a document's headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe('docs/issues.md', () => {
  it('has one section for each code and no other', () => {
    const sections = [...read('docs/issues.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(sections.sort()).toStrictEqual(Object.keys(issueSeverity).sort())
  })
})

describe('the documents', () => {
  const links = markdownFiles().flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, target = '']) => ({
      file,
      target,
    })),
  )

  it.each(links)('$file links to $target, which exists', ({ file, target }) => {
    const [path = '', anchor] = target.split('#')
    const linked = path === '' ? file : join(dirname(file), path)
    expect(existsSync(join(root, linked))).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(read(linked))).toContain(anchor)
  })
})

describe('README.md', () => {
  const event = join(root, 'test/corpus/impression-user-id-too-short/event.json')
  const examples = [
    ...read('README.md').matchAll(/```console\n\$ npx experiment-impressions (.+)\n([^`]+)```/g),
  ].map(([, command = '', printed = '']) => ({ command, printed: printed.trimEnd() }))

  it('has examples', () => {
    expect(examples).toHaveLength(2)
  })

  it.each(examples)('shows the output of $command', ({ command, printed }) => {
    const args = command.split(' ').map((argument) => (argument === 'event.json' ? event : argument))
    const bin = join(root, 'packages/cli/dist/bin.js')
    const { stdout } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env: {} })
    expect(stdout.trimEnd()).toBe(printed)
  })
})

describe('the commands in the other documents', () => {
  const own = markdownFiles().filter((file) => !/^(README|packages\/cli\/README)\.md$/.test(file))
  const commandsIn = (pattern: RegExp) => [
    ...new Set(own.flatMap((file) => [...read(file).matchAll(pattern)].map(([, command = '']) => command))),
  ]

  it.each(commandsIn(/npx experiment-impressions ([a-z-]+(?: [a-z-]+| --[a-z-]+)*)/g))(
    'exist: npx experiment-impressions %s',
    async (command) => {
      const { code, stdout } = await runCli([...command.split(' '), '--help'])
      expect(code).toBe(0)
      for (const option of command.match(/--[a-z-]+/g) ?? []) expect(stdout).toContain(option)
    },
  )

  it('exist in package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: object }
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commandsIn(/npm run ([\w:-]+)(?! -w)/g)))
  })
})

describe('docs/install', () => {
  const recipes = readdirSync(join(root, 'docs/install/recipes'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const pages = readdirSync(join(root, 'docs/install')).filter((name) => name.endsWith('.md'))
  const documents = [...pages.map((name) => `docs/install/${name}`), 'packages/source-plugin/README.md']

  it('shows each recipe unchanged, on a page or in the plugin’s README', () => {
    const shown = documents.flatMap((file) =>
      [...read(file).matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, code]) => code),
    )
    expect(shown).toEqual(expect.arrayContaining(recipes.map((file) => readFileSync(file, 'utf8'))))
  })

  it('lists each page in its index', () => {
    const index = read('docs/install/README.md')
    for (const page of pages) if (page !== 'README.md') expect(index).toContain(`](${page})`)
  })

  it.each(documents.filter((file) => read(file).includes('/source-plugin@')))(
    '%s pins the version and hash of each built script',
    (file) => {
      const plugin = 'packages/source-plugin'
      const { version } = JSON.parse(read(`${plugin}/package.json`)) as { version: string }
      const pins = [
        ...read(file).matchAll(
          /@experiment-impressions\/source-plugin@([^/]+)\/dist\/([\w-]+\.min\.js)(?:(?!sha384-|\/dist\/).)*(sha384-[\w+/=]+)/gs,
        ),
      ].map(([, pinned, script, hash]) => ({ pinned, script, hash }))
      expect(pins).toHaveLength([...read(file).matchAll(/sha384-[\w+/=]+/g)].length)
      expect(pins).toEqual(
        pins.map(({ script = '' }) => {
          const built = readFileSync(join(root, plugin, 'dist', script))
          const hash = `sha384-${createHash('sha384').update(built).digest('base64')}`
          return { pinned: version, script, hash }
        }),
      )
    },
  )
})
