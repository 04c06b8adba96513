/** What the panel's switches stand at. They outlive reloads, and both tabs see the same. */

const consentKey = 'demo-site:consent'
const segmentKey = 'demo-site:segment'

const read = (key, values) => {
  const stored = localStorage.getItem(key)
  return values.includes(stored) ? stored : values[0]
}

/** `given`, `refused` or `open`: not answered yet. */
export const consent = () => read(consentKey, ['given', 'refused', 'open'])

export const setConsent = (value) => localStorage.setItem(consentKey, value)

/** `works`, `slow` or `blocked`: where the page loads analytics.js from. It takes a reload to change. */
export const segment = () => read(segmentKey, ['works', 'slow', 'blocked'])

export const setSegment = (value) => localStorage.setItem(segmentKey, value)
