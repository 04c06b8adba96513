/** The panel's switches. They survive reloads and are shared by all tabs. */

const consentKey = 'demo-site:consent'
const segmentKey = 'demo-site:segment'

const read = (key, values) => {
  const stored = localStorage.getItem(key)
  return values.includes(stored) ? stored : values[0]
}

/** `given`, `refused` or `open`: not answered yet. */
export const consent = () => read(consentKey, ['given', 'refused', 'open'])

export const setConsent = (value) => localStorage.setItem(consentKey, value)

/** `works`, `slow` or `blocked`: how the page loads analytics.js. Changes need a reload. */
export const segment = () => read(segmentKey, ['works', 'slow', 'blocked'])

export const setSegment = (value) => localStorage.setItem(segmentKey, value)
