// The documentation of doctor: a section for each code, and examples that are what the command prints.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sandboxProject } from '@experiment-impressions/sandbox'
import { findingAddress, findingCodes, findingDocs } from '../src/doctor/words/describe-finding.js'
import { fetchRecipe } from '../src/doctor/words/fetch-recipe.js'
import { sandboxRecipe } from '../src/doctor/words/sandbox-recipe.js'
import { createTestRuns, subscription, type TestRunOptions } from './helpers/doctor-send.js'

const read = (page: string) => readFileSync(join(__dirname, '../../../docs', page), 'utf8')

describe('docs/doctor.md', () => {
  const sections = [...read('doctor.md').matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading)

  it('has one section for each code, and no others', () => {
    expect([...sections].sort()).toStrictEqual([...findingCodes].sort())
  })

  it('has the commands that doctor prints', () => {
    const page = read('doctor.md').replaceAll(/^ +/gm, '')
    const recipes = [fetchRecipe(['settings', 'subscriptions']), sandboxRecipe(sandboxProject)]
    for (const { lines } of recipes) expect(page).toContain(lines.map((line) => line.trim()).join('\n'))
  })

  it('is where each finding links to', () => {
    for (const code of findingCodes)
      expect(findingAddress({ code })).toBe(`${findingDocs}#${code.toLowerCase()}`)
    expect(findingDocs).toMatch(/\/docs\/doctor\.md$/)
  })
})

describe('docs/test-impression.md', () => {
  const page = read('test-impression.md')

  it('has a row for each code of a test impression, which links to its section', () => {
    const rows = [...page.matchAll(/^\| \[`([A-Z_]+)`\]\(doctor\.md#([a-z_]+)\)/gm)]
    const sections = read('doctor.md').split('## Sending a test impression')[1] ?? ''
    expect(rows.map(([, code]) => code)).toStrictEqual(
      [...sections.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading),
    )
    expect(rows.map(([, , anchor]) => anchor)).toStrictEqual(rows.map(([, code]) => code?.toLowerCase()))
  })

  const runs = createTestRuns()
  afterEach(() => runs.close())

  const examples = [...page.matchAll(/```console\n\$ impressions doctor --send (.+)\n([^`]+)```/g)].map(
    ([, command = '', printed = '']) => ({ args: command.split(' '), printed }),
  )
  const options: readonly TestRunOptions[] = [{}, { subscriptions: [subscription({ enabled: false })] }]

  it('has examples', () => {
    expect(examples).toHaveLength(options.length)
  })

  /** Removes what differs in every run, and the line breaks that depend on it. */
  const alike = (text: string) =>
    text
      .replace(/impressions-test-[-\w]+/g, 'impressions-test-…')
      .replace(/\b\d+(?:\.\d+)? m?s\b/g, '… s')
      .replace(/\b\d{4}-\d\d-\d\d\b/g, 'a day')
      .replace(/\s+/g, ' ')
      .trim()

  it.each([...examples.keys()])('shows what the command prints: example %i', async (index) => {
    const { args = [], printed = '' } = examples[index] ?? {}
    const { send, scrubbed, urls } = await runs.prepare(options[index])
    const pieces: string[] = []
    const onPiece = (text: string) => pieces.push(text)
    // The example’s sandbox has the default port; this one has a free port.
    await send([...args, ...urls], { onOutput: onPiece, onError: onPiece })
    const { stdout } = scrubbed({ code: 0, stdout: pieces.join(''), stderr: '' })
    expect(alike(stdout)).toBe(alike(printed))
  })
})
