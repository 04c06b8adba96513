import { runCli } from './helpers/run-cli.js'

const traffic = ['--mtu', '100000', '--experiments', '4', '--page-views', '12']
const estimate = (...args: readonly string[]) => runCli(['estimate', ...args])

describe('impressions estimate', () => {
  it('prints the upper bound with its formula', async () => {
    expect(await estimate(...traffic)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "4,800,000 impressions a month (upper bound)

        M × E × P = 100,000 tracked users × 4 experiments × 12 page views = 4,800,000

      Assumes one impression for each page view and experiment, and even traffic over the month.
      ",
      }
    `)
  })

  it('shows what each share saves', async () => {
    expect(await estimate(...traffic, '--experiment', 'hero,pages=0.2,audience=50%,rollout=.1'))
      .toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "3,612,000 impressions a month (upper bound: 4,800,000)

        M × E × P = 100,000 tracked users × 4 experiments × 12 page views = 4,800,000

                      upper bound     pages  audience   rollout  impressions
        hero            1,200,000  −960,000  −120,000  −108,000       12,000
        experiment 2    1,200,000         ·         ·         ·    1,200,000
        experiment 3    1,200,000         ·         ·         ·    1,200,000
        experiment 4    1,200,000         ·         ·         ·    1,200,000
        total           4,800,000  −960,000  −120,000  −108,000    3,612,000

      Assumes one impression for each page view and experiment, and even traffic over the month.
      Visitors outside the audience or the rollout also send events, without a variant: 228,000 a month,
      not counted here. Amplitude doesn’t document whether it bills them.
      ",
      }
    `)
  })

  it('shows when a quota runs out', async () => {
    expect(await estimate(...traffic, '--quota', '2_000_000')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "4,800,000 impressions a month (upper bound)

        M × E × P = 100,000 tracked users × 4 experiments × 12 page views = 4,800,000

        4,800,000 ┤                         ▂▃▅▆█
                  │                    ▂▃▅▆██████
                  │               ▂▃▅▆███████████
        2,000,000 ┤╌╌╌╌╌╌╌╌╌╌▂▃▅▆████████████████ quota
                  │     ▂▃▅▆█████████████████████
                  │▂▃▅▆██████████████████████████
                  └────────────▲─────────────────
                   day 1   10        20       30

        The quota runs out on day 13 of 30, 41.7 % into the month: 2,800,000 impressions too many.

      Assumes one impression for each page view and experiment, and even traffic over the month.
      ",
      }
    `)
  })

  it('shows when the quota runs out for the estimate and the upper bound', async () => {
    const { stdout } = await estimate(
      ...['--mtu', '1000', '--page-views', '10', '--quota', '6,000'],
      ...['--experiment', 'hero,rollout=0.5'],
    )
    expect(stdout).toMatchInlineSnapshot(`
      "5,000 impressions a month (upper bound: 10,000)

        M × E × P = 1,000 tracked users × 1 experiment × 10 page views = 10,000

                    upper bound  pages  audience  rollout  impressions
        hero             10,000      ·         ·   −5,000        5,000
        total            10,000      ·         ·   −5,000        5,000

        6,000 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ quota
              │                        ▁▃▄▅▇█
              │                  ▁▃▄▅▇███████
              │            ▁▃▄▅▇█████████████
              │      ▁▃▄▅▇███████████████████
              │▁▃▄▅▇█████████████████████████
              └──────────────────────────────
               day 1   10        20       30

        As estimated, the quota lasts; 83.3 % of it is used by the end of the month.
        At the upper bound, the quota runs out on day 18 of 30, 60 % into the month: 4,000 impressions too
        many.

      Assumes one impression for each page view and experiment, and even traffic over the month.
      Visitors outside the audience or the rollout also send events, without a variant: 5,000 a month, not
      counted here. Amplitude doesn’t document whether it bills them.
      "
    `)
  })

  it('says that a barely used quota lasts', async () => {
    const { stdout } = await estimate(...'--mtu 1 --experiments 1 --page-views 1 --quota 1000000'.split(' '))
    expect(stdout).toContain('The quota lasts; under 0.1 % of it is used')
  })

  it('works without traffic', async () => {
    const { stdout, code } = await estimate(...'--mtu 0 --experiments 0 --page-views 0 --quota 0'.split(' '))
    expect(code).toBe(0)
    expect(stdout).toContain('0 impressions a month (upper bound)')
    expect(stdout).toContain('The quota lasts, because there are no impressions.')
  })

  it('lists the first fifty of many experiments, and the total', async () => {
    const { stdout } = await estimate(
      '--mtu',
      '10',
      '--page-views',
      '1',
      '--experiments',
      '60',
      '--experiment',
      'hero',
    )
    expect(stdout).toContain('  experiment 50 ')
    expect(stdout).not.toContain('  experiment 51 ')
    expect(stdout).toMatch(/\n {2}… and 10 more\n {2}total +600 /)
  })

  it('prints JSON', async () => {
    const { stdout, code } = await estimate(
      ...traffic,
      '--experiment',
      'hero,rollout=0.5',
      '--quota',
      '1',
      '--json',
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      input: { monthlyTrackedUsers: 100000, pageViewsPerUser: 12, quota: 1 },
      upperBound: 4_800_000,
      impressions: 4_200_000,
      savings: { pages: 0, audience: 0, rollout: 600_000 },
      experiments: [
        { name: 'hero' },
        { name: 'experiment 2' },
        { name: 'experiment 3' },
        { name: 'experiment 4' },
      ],
      quota: { upperBound: { runsOut: { day: 1 } } },
    })
  })

  it('gives other experiments names that aren’t in use', async () => {
    const { stdout } = await estimate(...traffic, '--experiment', 'experiment 2', '--json')
    const { experiments } = JSON.parse(stdout) as { experiments: { name: string }[] }
    expect(experiments.map(({ name }) => name)).toStrictEqual([
      'experiment 2',
      'experiment 3',
      'experiment 4',
      'experiment 5',
    ])
  })
})
