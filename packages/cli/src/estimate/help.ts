import type { Help } from '../help.js'

export const help = {
  about: [
    'Estimates how many impressions a month brings: the upper bound, what reduces it, and when a quota runs out.',
  ],
  usage: ['estimate --mtu <number> --experiments <number> --page-views <number> [options]'],
  options: {
    mtu: { value: '<number>', text: 'Visitors a month (monthly tracked users): M.' },
    experiments: { value: '<number>', text: 'Experiments that run in the month: E.' },
    'page-views': { value: '<number>', text: 'Pages that one visitor views a month, on average: P.' },
    experiment: {
      value: '<scope>',
      multiple: true,
      text: 'One experiment and the share of traffic that it reaches, such as `hero,pages=0.2,audience=0.5,rollout=10%`. Repeat it for each experiment. A share that isn’t given is 1. With `--experiments`, the remaining experiments reach everybody; without it, there are no others.',
    },
    quota: { value: '<number>', text: 'Impressions that your plan includes for the month.' },
    json: { text: 'Prints the estimate as JSON.' },
  },
  examples: [
    'impressions estimate --mtu 100000 --experiments 4 --page-views 12',
    'impressions estimate --mtu 100000 --experiments 4 --page-views 12 \\',
    "  --experiment 'hero,pages=20%,rollout=50%' --quota 2000000",
    'impressions estimate --mtu 100,000 --page-views 12 --experiment checkout',
  ],
  exitCodes: '0 fine, 2 a number is missing or wrong.',
} as const satisfies Help
