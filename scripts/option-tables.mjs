/** The tables of options in the README of `cli`, from the same texts as `--help`. */
import { helpRows } from '../packages/cli/dist/help.js'
import { commands } from '../packages/cli/dist/run.js'

/** Returns each table by the name of its place in the README, such as `options-doctor--send`. */
export function optionTables() {
  const helps = commands.flatMap(({ name, help, modes = {} }) => [
    [name, help],
    ...Object.entries(modes).map(([mode, ofMode]) => [`${name}${mode}`, ofMode]),
  ])
  return Object.fromEntries(helps.map(([name, help]) => [`options-${name}`, tables(help)]))
}

function tables(help) {
  const { options, environment } = helpRows(help)
  return [
    table('option', options),
    ...(environment.length === 0 ? [] : [table('environment variable', environment)]),
  ].join('\n\n')
}

function table(title, rows) {
  return [
    `| ${title} | default | what it does |`,
    '| --- | --- | --- |',
    ...rows.map(({ flag, default: usual, text }) => {
      const cells = [`\`${flag}\``, usual === undefined ? '' : `\`${usual}\``, text]
      return `| ${cells.map(escapeCell).join(' | ')} |`
    }),
  ].join('\n')
}

/** A bar would end the cell, even in a code span, and \`<\` would start HTML. The README has straight apostrophes. */
function escapeCell(text) {
  return text
    .replaceAll('|', '\\|')
    .replaceAll('’', "'")
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`')
}
