/** Waits until something holds. Fails after `deadline` ms with what `describe` says. */
export const expectUntil = async (
  holds: () => boolean | Promise<boolean>,
  describe: () => string = () => 'it does not hold',
  deadline = 10_000,
): Promise<void> => {
  const end = Date.now() + deadline
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${String(deadline)} ms: ${describe()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
