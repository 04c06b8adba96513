import { JSDOM } from 'jsdom'
import { readAttributes } from '../../src/integration/read-attributes.js'

const read = (attributes: string) => {
  const warn = jest.spyOn(console, 'warn').mockImplementation()
  const script = new JSDOM(`<script ${attributes}></script>`).window.document.querySelector('script')
  const options = readAttributes(script?.dataset ?? {})
  const warnings = warn.mock.calls.flat()
  warn.mockRestore()
  return { options, warnings }
}

const own = (name: string, value: string): string => `data-experiment-impressions-${name}="${value}"`

describe(readAttributes, () => {
  it.each([
    ['instance-key', 'ajs', { instanceKey: 'ajs' }],
    ['instance-key', '42', { instanceKey: '42' }],
    ['user-id-key', 'my_user', { userIdKey: 'my_user' }],
    ['forward-events', 'false', { forwardEvents: false }],
    ['skip-setup', 'true', { skipSetup: true }],
    ['max-age-days', '0.5', { maxAgeDays: 0.5 }],
    ['consent', 'false', { consent: false }],
  ])('reads %s="%s"', (name, value, options) => {
    expect(read(own(name, value))).toEqual({ options, warnings: [] })
  })

  it.each([
    ['instance-key', ''],
    ['forward-events', 'no'],
    ['forward-events', '1'],
    ['max-age-days', 'week'],
    ['max-age-days', '-1'],
    ['max-age-days', 'true'],
  ])('ignores %s="%s", with a warning', (name, value) => {
    const { options, warnings } = read(own(name, value))
    expect(options).toEqual({})
    expect(warnings).toEqual([expect.stringContaining(`="${value}" ignored`)])
  })

  it('treats a consent that it doesn’t understand as undecided', () => {
    const { options, warnings } = read(own('consent', 'granted'))
    expect(options).toEqual({ consent: 'granted' })
    expect(warnings).toHaveLength(1)
  })

  it('ignores the attributes of other code', () => {
    const others =
      'data-consent="analytics" data-instance="main" data-instance-key="" data-experiment="x" src="x.js"'
    expect(read(others)).toEqual({ options: {}, warnings: [] })
  })
})
