import type { Style } from '../terminal/style.js'

/** What can be done with a sandbox that keeps serving. */
export function renderServing(url: string, style: Style): string {
  const base = url.replace(/\/$/, '')
  const host = base.replace(/^https?:\/\//, '')
  return [
    `Event debugger:  ${style.title(`${base}/`)}`,
    `Demo site:       ${style.title(`${base}/site/`)}`,
    `As JSON:         ${base}/api/events`,
    'analytics.js:    AnalyticsBrowser.load(',
    `                   { writeKey: 'sandbox', cdnURL: '${base}' },`,
    '                   {',
    '                     integrations: {',
    `                       'Segment.io': { apiHost: '${host}/v1', protocol: 'http' },`,
    '                     },',
    '                   },',
    '                 )',
    style.faint('Serving; events are shown as they come. Ctrl-C stops it.'),
  ].join('\n')
}
