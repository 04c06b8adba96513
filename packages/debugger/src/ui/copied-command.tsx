import { CopyButton } from './copy-button.js'

interface CopiedCommandProps {
  readonly label: string
  readonly command: string
}

/** A command for a shell, and a button that copies it. */
export function CopiedCommand({ label, command }: CopiedCommandProps) {
  return (
    <div class="command">
      <pre tabIndex={0} aria-label={label}>
        {command}
      </pre>
      <CopyButton label="Copy" hint={label} text={() => command} />
    </div>
  )
}
