import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const session = () => [
  recordOf(impression({ id: '1', variant: 'a', device: 'device-1' })),
  recordOf(impression({ id: '2', variant: 'a', device: 'device-1', user: 'user-1', after: 5000 })),
  recordOf(impression({ id: '3', variant: 'b', device: 'device-2', user: 'user-1', after: 90_000 })),
  recordOf(impression({ id: '4', flag: 'price', user: 'user-1', device: 'device-1', after: 95_000 })),
  recordOf(impression({ id: '5', variant: 'a', device: 'device-9' })),
]
const open = async (hash: string): Promise<void> => {
  page.sandbox.records = session()
  await page.open(hash)
}
const people = () => page.texts('.person')
const hash = () => decodeURIComponent(page.window.location.hash)

describe('the people', () => {
  it('are listed with their devices, events and flags, most recent first', async () => {
    await open('#/people')
    expect(people()).toEqual([
      'device-9 anonymous · 1 event · hero',
      'user-1 changed variant 2 devices · 4 events · hero',
    ])
    expect(page.text('.foot')).toBe('2 people')
    expect(page.text('.detail-side')).toMatch(/^Pick a person /)
  })

  it('are found by any of their ids, and by a change of variant', async () => {
    await open('#/people')
    await page.type('User id or device id', 'DEVICE-2')
    expect(people()).toEqual([expect.stringContaining('user-1')])
    await page.type('User id or device id', 'nobody')
    expect(page.text('.list-side .empty')).toBe('No one matches the search')
    await page.type('User id or device id', '')
    await page.click('changed variant')
    expect(people()).toHaveLength(1)
  })

  it('are missing if no event has an id', async () => {
    page.sandbox.records = [recordOf({ type: 'track', event: '$impression', messageId: '1' })]
    await page.open('#/people')
    expect(page.text('.list-side .empty')).toBe('No event has a usable id')
  })

  it('beyond the first 200 are counted', async () => {
    page.sandbox.records = Array.from({ length: 201 }, (_, index) =>
      recordOf(impression({ id: String(index), variant: 'a', user: `user-${String(index)}` })),
    )
    await page.open('#/people')
    expect([page.count('.person'), page.text('.foot')]).toEqual([
      200,
      '201 people, showing the 200 seen last',
    ])
  })

  it('wait for events', async () => {
    await page.open('#/people')
    expect(page.text('.empty h2')).toBe('No events yet')
  })
})

describe('a person', () => {
  it('is reached from the list, and left with “All people”', async () => {
    await open('#/people')
    await page.click(/^user-1/)
    expect([hash(), page.text('article h2')]).toEqual(['#/people/user-1', 'user-1'])
    await page.click('← All people')
    expect(hash()).toBe('#/people')
  })

  it('shows their ids, and warns of two variants', async () => {
    await open('#/people/device-2')
    expect(page.text('article .sub')).toBe('Logged in, 4 events on this page')
    expect(page.text('.verdict.out')).toMatch(/^This person saw a, then b of hero\./)
    expect(page.texts('.identities li')).toEqual([
      'user id user-1',
      'device id device-1',
      'device id device-2',
    ])
    expect(page.text('.body.tight')).toMatch(/^Events from these devices before the login/)
  })

  it('shows the variants over time with a legend, and leads to each event', async () => {
    await open('#/people/user-1')
    expect(page.texts('.lane h4')).toEqual(['hero 2 variants', 'price'])
    expect(page.texts('.track .state')).toEqual(['a', 'b', 'out'])
    const marks = [...page.window.document.querySelectorAll('.marks a')]
    expect(marks.map((mark) => mark.getAttribute('aria-label'))).toEqual([
      '10:00:00.000 UTC: set to a',
      '10:00:05.000 UTC: a again',
      '10:01:30.000 UTC: changed to b',
      '10:01:35.000 UTC: unset',
    ])
    expect(marks[2]?.getAttribute('href')).toBe('#/stream/3')
    expect(page.texts('.axis span')).toEqual(['2026-11-23 10:00:00', '10:01:35 UTC'])
    expect(page.texts('.legend li').slice(1)).toEqual(['set', 'same variant again', 'changed', 'unset'])
  })

  it('says where their list of events ends, with milliseconds in the same second', async () => {
    page.sandbox.records = Array.from({ length: 9 }, (_, index) =>
      recordOf(
        impression({ id: String(index), variant: 'a', user: 'user-1', after: index < 8 ? index : 1e6 }),
      ),
    )
    await page.open('#/people/user-1')
    expect(page.texts('.row .moment').slice(0, 2)).toEqual(['10:16:40.0', '10:00:00.007'])
    expect(page.text('article .foot')).toBe('9 events, newest first · scroll for older ones')
    await page.fire('.person-events .rows', new page.window.Event('scroll'))
    expect(page.text('article .foot')).toBe('End of list, 9 events')
  })

  it('has their events, which open in the stream', async () => {
    await open('#/people/user-1')
    expect(page.texts('.person-events .row')).toHaveLength(4)
    await page.press('.person-events .rows', 'ArrowDown')
    expect(hash()).toBe('#/people/user-1')
    await page.click(/→ b/)
    expect(hash()).toBe('#/stream/3')
  })

  it('has the user properties that Amplitude has now', async () => {
    page.sandbox.users = {
      'user-1': {
        userId: 'user-1',
        deviceIds: ['device-7', 7],
        userProperties: { '[Experiment] hero': 'b', plan: { tier: 1 } },
        events: [],
      },
    }
    await open('#/people/user-1')
    expect(page.texts('.identities li').slice(3)).toEqual([
      'device id device-7',
      '[Experiment] hero = b',
      'plan = {tier: 1}',
    ])
  })

  it.each([{ userProperties: {} }, { userProperties: 'odd', deviceIds: 7, userId: 7 }])(
    'without user properties says so: %j',
    async (user) => {
      page.sandbox.users = { 'user-1': user }
      await open('#/people/user-1')
      expect(page.texts('.card').find((text) => text.startsWith('User properties in'))).toMatch(/None\.$/)
    },
  )

  it('is looked up without a stream too, and shows an event that hasn’t arrived as not delivered', async () => {
    page.sandbox.hasStream = false
    page.sandbox.users = { 'user-1': { userProperties: { plan: 'pro' } } }
    const waiting = { outcome: 'pending', attempts: [] } as const
    page.sandbox.records = [recordOf(impression({ id: '1', variant: 'a', user: 'user-1' }), waiting)]
    await page.open('#/people/user-1')
    expect(page.texts('.identities li')).toEqual(['user id user-1', 'plan = pro'])
    expect(page.count('.track .state')).toBe(0)
    expect(page.find('.marks a').getAttribute('aria-label')).toBe('10:00:00.000 UTC: a, not delivered')
  })

  it('keeps their user properties when the sandbox is lost', async () => {
    page.sandbox.users = { 'user-1': { userProperties: { plan: 'pro' } } }
    await open('#/people/user-1')
    page.sandbox.stream.readyState = 0
    page.sandbox.stream.emit('error')
    await page.wait()
    expect(page.text('.connection')).toMatch(/^Sandbox lost/)
    expect(page.texts('.identities li')).toContain('plan = pro')
  })

  it('is anonymous without a user id', async () => {
    await open('#/people/device-9')
    expect(page.text('article .sub')).toBe('Anonymous so far, 1 event on this page')
    expect(page.count('.verdict')).toBe(0)
  })

  it('is not looked up in the real Amplitude', async () => {
    page.sandbox.target = 'europe'
    await open('#/people/user-1')
    expect(page.text()).toContain('Not known here: the sandbox delivers to the real Amplitude.')
  })

  it('with an unknown id is explained', async () => {
    await open('#/people/nobody')
    expect(page.text('.detail-side')).toContain('No one here has this id')
  })

  it('changes as events come in', async () => {
    await open('#/people/device-9')
    page.sandbox.send(recordOf(impression({ id: '6', variant: 'a', device: 'device-9', user: 'user-9' })))
    await page.wait()
    expect(page.text('article .sub')).toBe('Logged in, 2 events on this page')
    expect(page.text('.body.tight')).toMatch(/^Events from this device before the login/)
  })
})
