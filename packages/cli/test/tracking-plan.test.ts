// Segment’s tracking plan, as it is printed: that it says the same of an event as `impressions inspect`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv, { type ValidateFunction } from 'ajv'
import fc from 'fast-check'
import { transform } from '@experiment-impressions/contract'
import { corpus } from '../../contract/test/helpers/corpus.js'
import { mutatedEvents } from '../../contract/test/helpers/mutated-events.js'
import { planDifferences } from '../../contract/test/helpers/plan-differences.js'
import { runCli } from './helpers/run-cli.js'

type Schema = Record<string, unknown>
type Event = Readonly<Record<string, unknown>>

interface Rule {
  readonly type: string
  readonly key: string
  readonly version: number
  readonly jsonSchema: Schema
}

async function print(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['tracking-plan', ...args])
  expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
  return stdout
}

async function printRules(...args: string[]): Promise<readonly Rule[]> {
  return (JSON.parse(await print(...args)) as { rules: Rule[] }).rules
}

/** A schema with what Segment adds to it: labels, and an id for each property. */
function stored({ properties, ...schema }: Schema): Schema {
  const fields = Object.entries(properties as Record<string, Schema>)
  const named = fields.map(([name, field]) => [name, { ...field, id: `/properties/${name}` }])
  return { ...schema, id: 'rule-1', labels: { team: 'growth' }, properties: Object.fromEntries(named) }
}

const rules: Rule[] = []
const validators = new Map<string, ValidateFunction>()
beforeAll(async () => {
  rules.push(...(await printRules()))
  for (const { key, jsonSchema } of rules) {
    validators.set(`${key} as printed`, new Ajv({ strict: false }).compile(jsonSchema))
    // To ajv `id` is a keyword of drafts that are gone; to Segment it is a name.
    const ajv = new Ajv({ strict: false }).removeKeyword('id')
    validators.set(`${key} as stored`, ajv.compile(stored(jsonSchema)))
  }
})

/** Whether an event violates the rule of its name; no rule is for an event of another name or type. */
function violates(event: Event, form: 'as printed' | 'as stored'): boolean {
  const accepts = event['type'] === 'track' ? validators.get(`${String(event['event'])} ${form}`) : undefined
  return accepts !== undefined && !accepts(event)
}

/** The verdict of `impressions inspect` on one event. */
async function isError(event: Event): Promise<boolean> {
  const { code, stdout } = await runCli(['inspect', '--json', '-'], { input: JSON.stringify(event) })
  const { summary } = JSON.parse(stdout) as { summary: { errors: number; events: number } }
  // Something that is no experiment event is also worth a 1 to inspect, but no rule is about it.
  expect(code).toBe(summary.errors > 0 || summary.events === 0 ? 1 : 0)
  return summary.errors > 0
}

describe.each(['as printed', 'as stored'] as const)('the plan, %s', (form) => {
  it.each(corpus)('is violated by $name exactly if inspect calls it an error', async ({ event }) => {
    expect(violates(event, form)).toBe(await isError(event))
  })

  it('is violated by any other event exactly if the transform refuses it', () => {
    fc.assert(
      fc.property(mutatedEvents, (event) => {
        const expected = transform(event).kind === 'refuse'
        expect({ violates: violates(event, form) }).toStrictEqual({ violates: expected })
      }),
      { numRuns: 2000 },
    )
  })

  it.each(planDifferences)('differs from inspect in $what', async ({ event, refusedBy }) => {
    expect({ plan: violates(event, form), inspect: await isError(event) }).toStrictEqual({
      plan: refusedBy === 'the schema',
      inspect: refusedBy === 'transform',
    })
  })
})

describe('docs/tracking-plan.md', () => {
  const page = readFileSync(join(__dirname, '../../../docs/tracking-plan.md'), 'utf8')
  const [, section = ''] = page.split('## Where the plan and inspect differ')
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (.+?) +\| (yes|no) +\| (yes|no) +\|$/gm)]

  it('has the differences, each with its direction, and no others', () => {
    const listed = rows.map(([, what, plan, inspect]) => ({ what, plan, inspect }))
    const tested = planDifferences.map(({ what, refusedBy }) => ({
      what,
      plan: refusedBy === 'the schema' ? 'yes' : 'no',
      inspect: refusedBy === 'transform' ? 'yes' : 'no',
    }))
    expect(listed).toStrictEqual(tested)
  })
})

describe('impressions tracking-plan', () => {
  it('prints a rule for each event, in the Public API’s format', async () => {
    expect(rules.map(({ type, key, version }) => ({ type, key, version }))).toStrictEqual([
      { type: 'TRACK', key: '$impression', version: 1 },
      { type: 'TRACK', key: '$exposure', version: 1 },
    ])
    expect(await printRules('--format', 'protocols', '--json')).toStrictEqual(rules)
  })

  it('nests the properties twice and describes each', () => {
    for (const { jsonSchema } of rules) {
      const { properties } = jsonSchema as {
        properties: Record<string, { properties: Record<string, Schema> }>
      }
      const names = Object.keys(properties['properties']?.properties ?? {})
      expect(names).toStrictEqual(['flag_key', 'variant', 'experiment_key', 'time', 'metadata'])
      expect(Object.keys(properties)).toStrictEqual(
        expect.arrayContaining(['context', 'traits', 'properties']),
      )
      for (const { description } of Object.values(properties['properties']?.properties ?? {}))
        expect(description).toMatch(/^[A-Z].{10,}\.$/)
    }
  })

  it('prints no control characters', async () => {
    for (const format of ['protocols', 'csv', 'json-schema'])
      expect(await print('--format', format)).not.toMatch(/[^\P{C}\n]/u)
  })

  it('prints one schema for the whole event', async () => {
    const accepts = new Ajv({ strict: false }).compile(
      JSON.parse(await print('--format', 'json-schema')) as Schema,
    )
    for (const { event } of corpus)
      expect(accepts(event)).toBe(
        ['$impression', '$exposure'].includes(String(event['event'])) &&
          event['type'] === 'track' &&
          !violates(event, 'as printed'),
      )
  })

  it('prints CSV', async () => {
    expect(await print('--format', 'csv')).toMatchInlineSnapshot(`
      "Version,Event Type,Event Name,Property Name,Source,Description,Labels,Property Status,Property Data Type,Allowed Property Values,Enum Values
      1,Track,$impression,,,"A page showed a Web Experiment variant, or showed none because the visitor isn’t in the experiment. Becomes “[Experiment] Impression” in Amplitude.",,,,,
      1,Track,$impression,flag_key,,"The key of the flag or web experiment, such as hero-headline.",,Required,any,,
      1,Track,$impression,variant,,"The key of the variant shown, such as treatment. Absent, null or empty if the visitor isn’t in the experiment.",,Optional,any,,
      1,Track,$impression,experiment_key,,Tells the runs of one flag’s experiment apart.,,Optional,any,,
      1,Track,$impression,time,,"When the variant was shown, by the visitor’s clock, in epoch milliseconds.",,Optional,any,,
      1,Track,$impression,metadata,,"Details of the evaluation, such as flagVersion. Passed through unchanged.",,Optional,any,,
      1,Track,$exposure,,,Code used a variant of a feature experiment. Becomes “[Experiment] Exposure” in Amplitude.,,,,,
      1,Track,$exposure,flag_key,,"The key of the flag or web experiment, such as hero-headline.",,Required,any,,
      1,Track,$exposure,variant,,"The key of the variant shown, such as treatment. Absent, null or empty if the visitor isn’t in the experiment.",,Optional,any,,
      1,Track,$exposure,experiment_key,,Tells the runs of one flag’s experiment apart.,,Optional,any,,
      1,Track,$exposure,time,,"When the variant was shown, by the visitor’s clock, in epoch milliseconds.",,Optional,any,,
      1,Track,$exposure,metadata,,"Details of the evaluation, such as flagVersion. Passed through unchanged.",,Optional,any,,
      "
    `)
  })

  it.each([
    [['--format', 'yaml'], '--format must be protocols, csv or json-schema.'],
    [['--format', 'constructor'], '--format must be protocols, csv or json-schema.'],
    [['--format', 'csv', '--json'], '--json and --format csv can’t be combined. Leave one out.'],
    [
      ['--region', 'europe'],
      '--region works only with --upload. Add --upload and the id of a tracking plan, tp_….',
    ],
    [['--dry-run'], '--dry-run works only with --upload.'],
    [['--segment-api-url', 'http://127.0.0.1:1'], '--segment-api-url works only with --upload.'],
    [['--upload', 'tp_1', '--format', 'csv'], '--upload always sends the protocols format.'],
    [['--upload', 'rs_1'], '--upload got an id of Segment’s old Config API (rs_…).'],
    [['--upload', 'my plan'], '--upload needs the id of a tracking plan, which starts with tp_.'],
    [['--upload', 'tp_../sources'], '--upload needs the id of a tracking plan'],
    [['--upload', 'tp_1', '--region', 'apac'], '--region is “apac”. Use north_america or europe.'],
    [['--upload', 'tp_1', '--region', 'toString'], '--region is “toString”. Use north_america or europe.'],
    [['--upload', 'tp_1', '--segment-api-url', 'nowhere'], '--segment-api-url isn’t a URL'],
    [
      ['--upload', 'tp_1', '--segment-api-url', 'https://evil.example'],
      '--segment-api-url must be on this machine',
    ],
    [
      ['--upload', 'tp_1', '--segment-api-url', 'http://a:b@127.0.0.1'],
      '--segment-api-url can have a host, a port and a path',
    ],
    [
      ['--upload', 'tp_1', '--region', 'north_america', '--segment-api-url', 'http://127.0.0.1:1'],
      '--region and --segment-api-url can’t be combined.',
    ],
    [['plan.json'], 'The argument “plan.json” isn’t expected here.'],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await runCli(['tracking-plan', ...args])
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})
