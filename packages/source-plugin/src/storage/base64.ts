/** Reads base64 of UTF-8, as both SDKs store text. Throws where it is neither. */
export const fromBase64 = (text: string): string =>
  decodeURIComponent(
    atob(text).replace(/[^]/g, (byte) => `%${(byte.charCodeAt(0) + 256).toString(16).slice(1)}`),
  )
