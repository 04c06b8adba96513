import { runCli } from './helpers/run-cli.js'

const estimate = (...args: readonly string[]) => runCli(['estimate', ...args])

describe('impressions estimate, numbers and shares', () => {
  it.each([
    ['100_000', 100_000],
    ['100,000', 100_000],
    ['1,000,000', 1_000_000],
    ['7.0', 7],
  ])('reads %s users', async (text, users) => {
    const { stdout } = await estimate('--mtu', text, '--experiments', '1', '--page-views', '1', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ input: { monthlyTrackedUsers: users } })
  })

  it('reads fractional page views', async () => {
    const views = async (text: string) => {
      const { stdout } = await estimate('--mtu', '1', '--experiments', '1', '--page-views', text, '--json')
      return (JSON.parse(stdout) as { input: { pageViewsPerUser: number } }).input.pageViewsPerUser
    }
    expect(await views('12.5')).toBe(12.5)
    expect(await views('1,234.5')).toBe(1234.5)
  })

  it('refuses anything that isn’t a number, and names the argument', async () => {
    const refused = [
      ['--mtu', '-5'],
      ['--mtu', 'NaN'],
      ['--mtu', '1e5'],
      ['--mtu', ''],
      ['--mtu', '10.5'],
      ['--mtu', '10,00'],
      ['--mtu', '99999999999999999999'],
      ['--mtu', '9007199254740991', '--experiments', '2', '--page-views', '2'],
      [],
      ['--mtu', '1', '--page-views', '1'],
      ['--mtu', '1', '--experiments', '1'],
      ['--mtu', '1', '--experiments', '1.5', '--page-views', '1'],
      ['--mtu', '1', '--experiments', '1', '--page-views', '12,500'],
      ['--mtu', '1', '--experiments', '1', '--page-views', 'Infinity'],
      ['--quota', '-1', '--mtu', '1'],
      ['--experiment', 'hero,rollout=1.2', '--mtu', '1'],
      ['--experiment', 'hero,rollout=120%', '--mtu', '1'],
      ['--experiment', 'hero,rollout=0,5', '--mtu', '1'],
      ['--experiment', 'hero,', '--mtu', '1'],
      ['--experiment', 'hero,country=0.5', '--mtu', '1'],
      ['--experiment', 'hero,rollout', '--mtu', '1'],
      ['--experiment', 'hero,rolout=0.5', '--mtu', '1'],
      ['--experiment', 'hero,rollout=0.5,rollout=0.6', '--mtu', '1'],
      ['--experiment', 'pages=0.5', '--mtu', '1'],
      ['--experiment', '', '--mtu', '1'],
      ['--experiment', 'a', '--experiment', 'a', '--mtu', '1', '--page-views', '1'],
      ['--experiment', 'a', '--experiment', 'b', '--experiments', '1', '--mtu', '1'],
      ['--experiment', 'a', '--experiments', '99999', '--mtu', '1'],
    ]
    const said = []
    for (const args of refused) {
      const { code, stdout, stderr } = await estimate(...args)
      expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
      said.push(`${args.join(' ')} ▸ ${String(stderr.split('\n')[0])}`)
    }
    expect(said).toMatchInlineSnapshot(`
      [
        "--mtu -5 ▸ impressions estimate: --mtu is negative (-5). Expected a whole number, such as 100000 or 100,000.",
        "--mtu NaN ▸ impressions estimate: --mtu isn’t a number (NaN). Expected a whole number, such as 100000 or 100,000.",
        "--mtu 1e5 ▸ impressions estimate: --mtu isn’t a number (1e5). Expected a whole number, such as 100000 or 100,000.",
        "--mtu  ▸ impressions estimate: --mtu is empty. Expected a whole number, such as 100000 or 100,000.",
        "--mtu 10.5 ▸ impressions estimate: --mtu isn’t a whole number (10.5). Expected a whole number, such as 100000 or 100,000.",
        "--mtu 10,00 ▸ impressions estimate: --mtu isn’t a number (10,00). Expected a whole number, such as 100000 or 100,000.",
        "--mtu 99999999999999999999 ▸ impressions estimate: --mtu is too large (99999999999999999999). Expected a whole number, such as 100000 or 100,000.",
        "--mtu 9007199254740991 --experiments 2 --page-views 2 ▸ impressions estimate: --mtu × --experiments × --page-views is a number too large to count with. Expected fewer than 2^53 impressions.",
        " ▸ impressions estimate: --mtu is missing. Add the number of visitors a month.",
        "--mtu 1 --page-views 1 ▸ impressions estimate: --experiments is missing. Add the number of experiments in the month, or describe each with --experiment.",
        "--mtu 1 --experiments 1 ▸ impressions estimate: --page-views is missing. Add the number of pages that one visitor views a month.",
        "--mtu 1 --experiments 1.5 --page-views 1 ▸ impressions estimate: --experiments isn’t a whole number (1.5). Expected a whole number, such as 100000 or 100,000.",
        "--mtu 1 --experiments 1 --page-views 12,500 ▸ impressions estimate: --page-views isn’t a number (12,500). Expected a number, such as 12 or 12.5.",
        "--mtu 1 --experiments 1 --page-views Infinity ▸ impressions estimate: --page-views isn’t a number (Infinity). Expected a number, such as 12 or 12.5.",
        "--quota -1 --mtu 1 ▸ impressions estimate: --quota is negative (-1). Expected a whole number, such as 100000 or 100,000.",
        "--experiment hero,rollout=1.2 --mtu 1 ▸ impressions estimate: --experiment hero: rollout is over 1 (1.2). Expected a share from 0 to 1, such as 0.2 or 20%.",
        "--experiment hero,rollout=120% --mtu 1 ▸ impressions estimate: --experiment hero: rollout is over 100 % (120%). Expected a share from 0 to 1, such as 0.2 or 20%.",
        "--experiment hero,rollout=0,5 --mtu 1 ▸ impressions estimate: --experiment hero: 5 isn’t one of pages, audience, rollout. Write decimals with a point: 0.2.",
        "--experiment hero, --mtu 1 ▸ impressions estimate: --experiment hero has nothing after a comma. Expected pages=0.2.",
        "--experiment hero,country=0.5 --mtu 1 ▸ impressions estimate: --experiment hero: country isn’t one of pages, audience, rollout.",
        "--experiment hero,rollout --mtu 1 ▸ impressions estimate: --experiment hero: rollout has no value. Expected rollout=0.2.",
        "--experiment hero,rolout=0.5 --mtu 1 ▸ impressions estimate: --experiment hero: rolout isn’t one of pages, audience, rollout. Did you mean rollout?",
        "--experiment hero,rollout=0.5,rollout=0.6 --mtu 1 ▸ impressions estimate: --experiment hero: rollout is given twice.",
        "--experiment pages=0.5 --mtu 1 ▸ impressions estimate: --experiment must start with the experiment’s name: 'name,pages=0.2'.",
        "--experiment  --mtu 1 ▸ impressions estimate: --experiment must start with the experiment’s name: 'name,pages=0.2'.",
        "--experiment a --experiment a --mtu 1 --page-views 1 ▸ impressions estimate: --experiment a is a name used twice. Expected a different name for each experiment.",
        "--experiment a --experiment b --experiments 1 --mtu 1 ▸ impressions estimate: --experiments is 1, but --experiment describes 2. Raise --experiments, or leave it out.",
        "--experiment a --experiments 99999 --mtu 1 ▸ impressions estimate: --experiments is over 10,000, which is too many to list with --experiment. Use one of the two.",
      ]
    `)
  })
})
