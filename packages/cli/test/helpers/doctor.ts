import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDestination } from '@experiment-impressions/destination'
import * as sandbox from '@experiment-impressions/sandbox'
import { runCli, type Ran, type Surroundings } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Writes a file that only its owner can read, and returns its path. */
export function file(name: string, content: unknown, mode = 0o600): string {
  const path = join(folder, name)
  rmSync(path, { force: true })
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode })
  return path
}

/** Runs the command with the real sandbox’s recorded session. Removes the files’ folder from the output. */
export async function doctor(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const dependencies = { loadSandbox: () => Promise.resolve(sandbox), ...surroundings.dependencies }
  const ran = await runCli(['doctor', ...args], { ...surroundings, dependencies })
  const scrub = (text: string) => text.replaceAll(`${folder}/`, '')
  return { ...ran, stdout: scrub(ran.stdout), stderr: scrub(ran.stderr) }
}

interface FindingJson {
  readonly code: string
  readonly severity: string
  readonly path: readonly (string | number)[]
  readonly params: Readonly<Record<string, unknown>>
  readonly reason: string
  readonly nextStep: string
  readonly docs: string
}

interface Report {
  readonly checks: readonly {
    readonly name: string
    readonly status: string
    readonly note: string | null
    readonly findings: readonly FindingJson[]
    /** The number of findings that aren’t listed. */
    readonly more: number
  }[]
  readonly summary: Readonly<Record<string, number>>
}

/** Runs the command with `--json`. `lines` has one line for each finding. */
export async function report(args: readonly string[], surroundings?: Surroundings) {
  const { code, stdout } = await doctor([...args, '--json'], surroundings)
  const { checks, summary } = JSON.parse(stdout) as Report
  const findings = checks.flatMap((check) => check.findings)
  return {
    code,
    checks,
    summary,
    findings,
    statuses: Object.fromEntries(checks.map(({ name, status }) => [name, status])),
    /** `error FLAG_KEY_MISSING 0.mapping.flag_key` */
    lines: findings.map(({ severity, code: of, path }) => `${severity} ${of} ${path.join('.')}`.trim()),
  }
}

/** The subscriptions that enabling the destination creates. */
export function presets(): Record<string, unknown>[] {
  return structuredClone(createDestination().presets ?? []) as unknown as Record<string, unknown>[]
}

/** The presets with a change in the first one, or in the one at `index`. */
export function withPreset(over: object, index = 0): Record<string, unknown>[] {
  return presets().map((preset, at) => (at === index ? { ...preset, ...over } : preset))
}

/** The presets with changed fields in the first mapping, or in the one at `index`; `undefined` removes a field. */
export function withMapping(over: Readonly<Record<string, unknown>>, index = 0) {
  const mapping = presets()[index]?.['mapping'] as object
  return withPreset({ mapping: { ...mapping, ...over } }, index)
}
