import { useEffect, useState } from 'preact/hooks'

interface CopyButtonProps {
  readonly label: string
  /** What is copied, where the label has no room for it. */
  readonly hint?: string
  /** Made only when it is asked for. */
  readonly text: () => string
}

/** Copies a text, and says whether it has. */
export function CopyButton({ label, hint, text }: CopyButtonProps) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => {
      setSaid('')
    }, 2000)
    return () => {
      clearTimeout(timer)
    }
  }, [said])
  const copy = (): void => {
    write(text()).then(
      () => {
        setSaid('Copied')
      },
      () => {
        setSaid('The browser did not allow it')
      },
    )
  }
  return (
    <button type="button" class="button small" title={hint} onClick={copy}>
      <span aria-live="polite">{said === '' ? label : said}</span>
    </button>
  )
}

async function write(text: string): Promise<void> {
  // Missing on pages that are neither on https nor on this machine.
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard !== undefined) {
    await clipboard.writeText(text)
    return
  }
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('aria-hidden', 'true')
  area.className = 'off-screen'
  document.body.append(area)
  area.select()
  // The only way there is without the Clipboard API.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy')
  area.remove()
  if (!isCopied) throw new Error('not copied')
}
