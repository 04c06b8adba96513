import { html } from 'hono/html'
import { formatIssue, postTransformation, preTransformation } from '@experiment-impressions/contract'
import type { EventRecord, PlainProperties } from '../event-record.js'
import { isRecord } from '../json.js'

/** As many as a page shows without becoming slow. */
const shown = 200

/** The page that lists experiment events, newest first: both forms, the user property and the outcome. */
export function eventListPage(records: readonly EventRecord[]) {
  const newest = records.slice(-shown).reverse()
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Experiment events</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <h1>Experiment events</h1>
          <p>
            ${counted(records.length)}${records.length > shown ? `, the newest ${String(shown)} shown` : ''}
          </p>
          <nav><a href="/">Reload</a> <a href="/api/events">As JSON</a></nav>
        </header>
        <main>${newest.length === 0 ? emptyState() : newest.map(eventCard)}</main>
      </body>
    </html>`
}

function counted(count: number): string {
  return count === 1 ? '1 event' : `${String(count)} events`
}

function emptyState() {
  return html`<p class="empty">
    Nothing has arrived yet. Send <code>${preTransformation.impression}</code> or
    <code>${preTransformation.exposure}</code> as a track call to <code>/v1/track</code>, then reload.
  </p>`
}

function eventCard({ pre, post, issues, outcome, attempts, userProperties }: EventRecord) {
  const properties = isRecord(pre['properties']) ? pre['properties'] : {}
  const sent = post !== null && 'event_properties' in post ? post.event_properties : {}
  const row = (from: string, to: string) =>
    html`<tr>
      <td>${from}<b>${textOf(properties[from])}</b></td>
      <td>${to}<b>${textOf((sent as PlainProperties)[to])}</b></td>
    </tr>`
  return html`<article>
    <h2>
      <span>${textOf(properties[preTransformation.flagKey] ?? 'no flag key')}</span>
      <span class="outcome ${outcome}">${outcome}</span>
    </h2>
    <p class="who">
      <time>${textOf(pre['timestamp'])}</time>
      <span>${textOf(pre['userId'] ?? pre['anonymousId'])}</span>
    </p>
    <table>
      <thead>
        <tr>
          <th class="pre" scope="col">${textOf(pre['event'])}</th>
          <th class="post" scope="col">${post?.event_type ?? 'not sent'}</th>
        </tr>
      </thead>
      <tbody>
        ${row(preTransformation.flagKey, postTransformation.flagKey)}
        ${row(preTransformation.variant, postTransformation.variant)}
        ${row(preTransformation.experimentKey, postTransformation.experimentKey)}
      </tbody>
    </table>
    ${operationsOf(post?.user_properties).map(
      ([operator, name, value]) =>
        html`<p class="property">
          <code>${operator}</code> ${name}
          <span
            >${textOf(userProperties?.before[name])} →
            <b>${textOf(operator === '$unset' ? undefined : value)}</b></span
          >
        </p>`,
    )}
    ${reasonsOf(attempts, issues)}
  </article>`
}

/** What the issues say and, where they are silent, why the last try failed. */
function reasonsOf(attempts: EventRecord['attempts'], issues: EventRecord['issues']) {
  const tries = attempts.length > 1 ? html`<li>Tried ${attempts.length} times.</li>` : ''
  const last = issues.some(({ severity }) => severity === 'error') ? undefined : attempts.at(-1)?.reason
  const reason = last === undefined ? '' : html`<li>${last}</li>`
  const lines = issues.map((issue) => html`<li>${formatIssue(issue)} <code>${issue.code}</code></li>`)
  return html`<ul>
    ${tries}${reason}${lines}
  </ul>`
}

function operationsOf(userProperties: object | undefined): (readonly [string, string, unknown])[] {
  return Object.entries(userProperties ?? {}).flatMap(([operator, operands]: [string, unknown]) =>
    Object.entries(isRecord(operands) ? operands : {}).map(
      ([name, value]) => [operator, name, value] as const,
    ),
  )
}

/** Any value of an event as a line of text that a page can hold. */
function textOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
