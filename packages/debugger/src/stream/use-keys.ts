import { useEffect, useRef } from 'preact/hooks'

/** Calls a function for each of these keys, wherever the focus is, unless somebody is typing or holds another key with it. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, defaultPrevented, target } = event
      if (defaultPrevented || ctrlKey || metaKey || altKey || isTyping(target)) return
      const act = Object.hasOwn(latest.current, key) ? latest.current[key] : undefined
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKeyDown)
    return () => {
      removeEventListener('keydown', onKeyDown)
    }
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  const { tagName, isContentEditable } = (target ?? {}) as Partial<HTMLElement>
  return isContentEditable === true || /^(?:input|textarea|select)$/i.test(tagName ?? '')
}
