/** The event without the device id in its context, which RudderStack's and Jitsu's destinations ignore. */
export function withoutContextId(event: unknown): unknown {
  const { context } = event as { readonly context?: { readonly device?: { readonly id?: unknown } } }
  if (context?.device?.id === undefined) return event
  const { id: _, ...device } = context.device
  return { ...(event as object), context: { ...context, device } }
}
