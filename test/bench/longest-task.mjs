const endMark = 'end of work'

/**
 * Returns the longest task of a page's main thread during `work`, in ms of the thread's CPU time, which excludes other programs
 * and the writing of the trace.
 */
export async function longestTask(page, work) {
  const session = await page.context().newCDPSession(page)
  await session.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'blink.user_timing', '__metadata'] },
  })
  await work()
  await page.evaluate((name) => performance.mark(name), endMark)
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  const { stream: handle } = await complete
  let text = ''
  for (let isEnd = false; !isEnd;) {
    const { data, eof } = await session.send('IO.read', { handle })
    text += data
    isEnd = eof
  }
  await session.detach()
  const { traceEvents } = JSON.parse(text)
  const threadOf = ({ pid, tid }) => `${pid}:${tid}`
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  )
  const end = traceEvents.find(({ name }) => name === endMark).ts
  const tasks = traceEvents.filter(
    (event) =>
      event.ph === 'X' &&
      event.ts < end &&
      event.name.endsWith('RunTask') &&
      mainThreads.has(threadOf(event)),
  )
  if (tasks.length === 0) throw new Error('The trace has no task of the page.')
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000
}
