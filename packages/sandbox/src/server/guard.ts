import type { MiddlewareHandler } from 'hono'

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Lets in only what was meant for this machine: a page elsewhere cannot reach the sandbox through its visitor's browser,
 * neither by a name that resolves to loopback (`Host`) nor from its own origin (`Origin`).
 */
export const guard: MiddlewareHandler = async (context, next) => {
  if (!isLoopback(`http://${context.req.header('host') ?? ''}`))
    return context.text('The sandbox answers only to 127.0.0.1 and localhost.\n', 403)
  const origin = context.req.header('origin')
  if (origin !== undefined && !isLoopback(origin))
    return context.text('The sandbox takes calls only from pages on this machine.\n', 403)
  return next()
}

/** Whether a URL leads to this machine. */
function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackNames.has(new URL(url).hostname)
}
