import { useEffect, useRef, useState } from 'preact/hooks'

/** A value that changes at once, and then at most once every `ms`, however often the input changes. */
export function useThrottled<T>(value: T, ms = 500): T {
  const [calm, setCalm] = useState(value)
  const latest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const changedAt = useRef(-Infinity)
  latest.current = value
  useEffect(() => {
    if (value === calm || timer.current !== undefined) return
    timer.current = setTimeout(
      () => {
        timer.current = undefined
        changedAt.current = performance.now()
        setCalm(latest.current)
      },
      Math.max(0, changedAt.current + ms - performance.now()),
    )
  }, [value, calm, ms])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )
  return calm
}
