import { bundle } from './helpers/bundle.js'
import { freeIdentifiers } from './helpers/free-identifiers.js'

const file = 'rudderstack-transformation.js'

describe('the file', () => {
  it('uses only the globals that RudderStack documents', () => {
    expect(freeIdentifiers(bundle(file), 'module')).toEqual(['getCredential', 'log'])
  })

  it('exports exactly one function, under the name that RudderStack calls', () => {
    expect(bundle(file).match(/^\s*export\b.*$/gm)).toEqual(['export function transformEvent(event) {'])
  })

  it('is small, and says what it is in its first line', () => {
    expect(Buffer.byteLength(bundle(file))).toBeLessThan(64_000)
    expect(bundle(file)).toMatch(
      /^\/\/ @experiment-impressions\/functions \d+\.\d+\.\d+: RudderStack transformation\./,
    )
  })
})
