import { useEffect, useRef, useState } from 'preact/hooks'

/** A value that changes at once, and then at most once every `ms`, however often the input changes. */
export function useThrottled<T>(value: T, ms = 500): T {
  const [shown, setShown] = useState(value)
  const latest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const changedAt = useRef(-Infinity)
  latest.current = value
  useEffect(() => {
    if (value === shown || timer.current !== undefined) return
    timer.current = setTimeout(
      () => {
        timer.current = undefined
        changedAt.current = performance.now()
        setShown(latest.current)
      },
      Math.max(0, changedAt.current + ms - performance.now()),
    )
  }, [value, shown, ms])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )
  return shown
}
