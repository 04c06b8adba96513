import type { Command } from './command.js'

/** What `impressions --help` prints. */
export function rootHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return `Tools for experiment impressions on their way through a CDP to Amplitude.

Usage: impressions <command> [options]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

Options:
  --json      Prints data instead of words; goes after the command.
  --help      Shows this, or a command’s options and examples.
  --version   Prints the version.

Colours appear on a terminal only; NO_COLOR=1 turns them off, FORCE_COLOR=1 on.
Exit code: 0 fine, 1 findings of severity error or events not delivered, 2 bad
usage or unreadable input.
`
}
