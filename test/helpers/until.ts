/** Waits until `find` returns something truthy, and returns it. Throws after `deadline` ms, with the text from `what`. */
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
