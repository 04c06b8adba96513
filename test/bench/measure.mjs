/** The median of numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** The median ms of each task. The tasks alternate, so noise hits all of them alike. */
export async function compare(tasks, rounds) {
  const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]))
  for (let round = -3; round < rounds; round += 1) {
    for (const [name, task] of Object.entries(tasks)) {
      const started = performance.now()
      await task(Math.max(round, 0))
      if (round >= 0) times[name].push(performance.now() - started)
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
}
