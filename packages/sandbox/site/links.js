/** Where the debugger shows what this page made. */

/** Half a character is no part of an address. */
const encode = (id) => encodeURIComponent(id.toWellFormed())

export const eventLink = (messageId) => `/#/stream/${encode(messageId)}`

export const personLink = (id) => `/#/people/${encode(id)}`
