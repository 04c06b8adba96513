/** Links to this page's events and people in the debugger. */

/** A lone surrogate can't be part of an address. */
const encode = (id) => encodeURIComponent(id.toWellFormed())

export const eventLink = (messageId) => `/#/stream/${encode(messageId)}`

export const personLink = (id) => `/#/people/${encode(id)}`
