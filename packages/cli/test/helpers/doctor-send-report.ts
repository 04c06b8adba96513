type Fields = Readonly<Record<string, unknown>>

interface SendReport {
  readonly person: Fields | null
  readonly flag: string
  readonly sent: number
  readonly stages: readonly {
    readonly name: string
    readonly status: string
    readonly ms: number | null
    readonly note: string | null
    readonly findings: readonly {
      readonly code: string
      readonly severity: string
      readonly params: Fields
      readonly reason: string
      readonly nextStep: string
      readonly causes?: readonly string[]
    }[]
  }[]
  readonly summary: Fields
}

/** Reads the output of `--json`. `lines` has one line for each finding, such as `amplitude error IMPRESSION_LOST`. */
export function read({ code, stdout }: { readonly code: number; readonly stdout: string }) {
  const report = JSON.parse(stdout) as SendReport
  const findings = report.stages.flatMap((stage) => stage.findings)
  return {
    code,
    report,
    findings,
    lines: report.stages.flatMap(({ name, findings: own }) =>
      own.map(({ severity, code: of }) => `${name} ${severity} ${of}`),
    ),
    statuses: Object.fromEntries(report.stages.map(({ name, status }) => [name, status])),
  }
}
