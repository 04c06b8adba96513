/** Waits until `find` finds something, and answers with it. Fails after `deadline` ms with what `what` says. */
export const until = async <T>(
  find: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  what: () => string = () => 'nothing found',
  deadline = 40_000,
): Promise<T> => {
  const end = Date.now() + deadline
  for (;;) {
    const found = await find()
    if (found) return found
    if (Date.now() > end) throw new Error(`Waited ${String(deadline)} ms: ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}
