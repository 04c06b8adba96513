import { useEffect, useState } from 'preact/hooks'

interface CopyButtonProps {
  readonly label: string
  /** Tooltip: what is copied, if the label can’t say it all. */
  readonly hint?: string
  /** Called on click only. */
  readonly text: () => string
}

/** Copies a text and says whether that worked. */
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
        setSaid('The browser didn’t allow it')
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
  // Browsers leave it out on pages that are neither on HTTPS nor on localhost.
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
  // The only way without the Clipboard API.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy')
  area.remove()
  if (!isCopied) throw new Error('not copied')
}
