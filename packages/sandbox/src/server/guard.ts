import type { MiddlewareHandler } from 'hono'

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Admits only requests that are meant for this machine. No other site can reach the sandbox through its visitor's browser,
 * neither with a name that resolves to loopback (`Host`) nor from its own origin (`Origin`).
 */
export const guard: MiddlewareHandler = async (context, next) => {
  if (!isLoopback(`http://${context.req.header('host') ?? ''}`))
    return context.text('The sandbox only answers requests to 127.0.0.1 and localhost.\n', 403)
  const origin = context.req.header('origin')
  if (origin !== undefined && !isLoopback(origin))
    return context.text('The sandbox only accepts calls from pages on this machine.\n', 403)
  return next()
}

/** Whether a URL leads to this machine. */
function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackNames.has(new URL(url).hostname)
}
