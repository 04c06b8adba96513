/** Everything that could drive a terminal, or turn its text around. */
export const unprintable = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u
