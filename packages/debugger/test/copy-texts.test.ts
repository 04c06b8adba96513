import { caseName, toCorpusCase, toCurl, toJson, newMessageId } from '../src/event/copy-texts.js'
import { impression } from '../../inspection/test/helpers/records.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })

describe('what is copied', () => {
  it('is indented JSON', () => {
    expect(toJson({ a: 1 })).toBe('{\n  "a": 1\n}')
    expect(toJson(undefined)).toBe('null')
    let deep: unknown = 1
    for (let layer = 0; layer < 100_000; layer += 1) deep = [deep]
    expect(toJson(deep)).toBe('"nested too deep to be shown"')
  })

  it('is a command in which a shell sees nothing but the event', () => {
    const hostile = { flag: `'; rm -rf / #`, other: '$(reboot)`reboot`' }
    expect(toCurl(hostile, 'http://127.0.0.1:4747', 'new')).toBe(
      String.raw`curl 'http://127.0.0.1:4747/v1/track' -H 'content-type: application/json' -d '{"flag":"'\''; rm -rf / #","other":"$(reboot)${'`'}reboot${'`'}","messageId":"new"}'`,
    )
    expect(toCurl([], undefined, 'new')).toBe(
      `curl --user "$SEGMENT_WRITE_KEY:" 'https://api.segment.io/v1/track' -H 'content-type: application/json' -d '[]'`,
    )
  })

  it('is a new event in that command, without the times of the first sending', () => {
    const sent = { ...shown, receivedAt: 'x', sentAt: 'y', version: 2 }
    const { originalTimestamp: _, ...kept } = shown
    const [, json = ''] = /-d '(.*)'$/.exec(toCurl(sent, undefined, 'message-2')) ?? []
    expect(JSON.parse(json)).toEqual({ ...kept, version: 2, messageId: 'message-2' })
    expect(new Set([newMessageId(), newMessageId()]).size).toBe(2)
  })

  it('is a case of the corpus with a harmless name', () => {
    expect(toCorpusCase(shown)).toMatch(
      /^mkdir -p test\/corpus\/impression-hero-treatment\ncat > .*\/event\.json <<'END-OF-FILE'\n\{/,
    )
    expect(toCorpusCase(shown)).toContain('"kind": "send"')
    expect(caseName({ event: '$exposure', properties: { flag_key: '../..; x' } })).toBe('exposure-x-out')
    expect(caseName({ properties: { variant: '…' } })).toBe('event')
  })
})
