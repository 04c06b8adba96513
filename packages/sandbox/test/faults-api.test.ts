import { activate, json, reports } from './helpers/faults.js'
import { createStage, post, statusOf } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

describe('POST /api/faults', () => {
  test.each<[string, unknown, string | null, string]>([
    [
      'invalid JSON',
      '{',
      null,
      'The fault isn’t a JSON object; expected an object with the fields of a fault.',
    ],
    ['an array', [], null, 'The fault isn’t a JSON object; expected an object with the fields of a fault.'],
    [
      'no effect',
      { times: 1 },
      null,
      'The fault does nothing; expected at least one of status, body, delayMs, cut, silencedDevices.',
    ],
    [
      'an unknown field',
      { stauts: 500 },
      'stauts',
      '“stauts” isn’t a field of a fault; expected one of status, body, delayMs, cut, silencedDevices, every, times, path.',
    ],
    [
      'a field that every object inherits',
      { constructor: 1 },
      'constructor',
      '“constructor” isn’t a field of a fault; expected one of status, body, delayMs, cut, silencedDevices, every, times, path.',
    ],
    [
      'a string as the status',
      { status: '500' },
      'status',
      '“status” is a string; expected a whole number from 200 to 599.',
    ],
    [
      'a status of 100',
      { status: 100 },
      'status',
      '“status” is out of range; expected a whole number from 200 to 599.',
    ],
    [
      'a status of 600',
      { status: 600 },
      'status',
      '“status” is out of range; expected a whole number from 200 to 599.',
    ],
    [
      'a fraction as the status',
      { status: 500.5 },
      'status',
      '“status” is out of range; expected a whole number from 200 to 599.',
    ],
    [
      'null as the status',
      { status: null },
      'status',
      '“status” is null; expected a whole number from 200 to 599.',
    ],
    [
      'a delay that is too long',
      { delayMs: 600_001 },
      'delayMs',
      '“delayMs” is out of range; expected a whole number from 0 to 600000.',
    ],
    [
      'an unknown cut',
      { cut: 'never' },
      'cut',
      '“cut” isn’t one of the allowed values; expected one of before, after, halfway.',
    ],
    ['an array as the cut', { cut: [] }, 'cut', '“cut” is an array; expected one of before, after, halfway.'],
    [
      'an object as the cut',
      { cut: {} },
      'cut',
      '“cut” is an object; expected one of before, after, halfway.',
    ],
    [
      'an empty array of devices',
      { silencedDevices: [] },
      'silencedDevices',
      '“silencedDevices” is empty or contains something else; expected an array of device ids.',
    ],
    [
      'devices that aren’t strings',
      { silencedDevices: [1] },
      'silencedDevices',
      '“silencedDevices” is empty or contains something else; expected an array of device ids.',
    ],
    [
      'a boolean as the devices',
      { silencedDevices: true },
      'silencedDevices',
      '“silencedDevices” is a boolean; expected an array of device ids.',
    ],
    [
      'every 0',
      { cut: 'before', every: 0 },
      'every',
      '“every” is out of range; expected a whole number from 1 to 1000000.',
    ],
    [
      'times 0',
      { cut: 'before', times: 0 },
      'times',
      '“times” is out of range; expected a whole number from 1 to 1000000.',
    ],
    [
      'an unknown path',
      { status: 500, path: '/batch' },
      'path',
      '“path” isn’t one of the allowed values; expected one of httpapi, batch, identify, usersearch, useractivity, deletions.',
    ],
    [
      'an answer and a cut that prevents it',
      { status: 500, cut: 'after' },
      'cut',
      '“cut” prevents any answer, but the fault has one; expected halfway, or neither status nor body.',
    ],
    [
      'two answers',
      { body: 'x', silencedDevices: ['a'] },
      'silencedDevices',
      '“silencedDevices” already has an answer; expected no status, body or cut next to it.',
    ],
    [
      'silenced devices for an endpoint without events',
      { path: 'identify', silencedDevices: ['a'] },
      'path',
      '“path” doesn’t receive events; expected httpapi or batch next to silencedDevices.',
    ],
  ])('refuses %s', async (_, fault, field, error) => {
    const sandbox = await stage.start()
    expect(await activate(sandbox, fault)).toMatchObject({ status: 400, body: { field, error } })
    expect(await reports(sandbox)).toEqual([])
  })

  test('accepts only JSON, which another page’s form can’t send', async () => {
    const sandbox = await stage.start()
    expect(await post(`${sandbox.url}/api/faults`, { status: 500 })).toEqual({
      status: 415,
      body: { error: 'Send the fault as JSON, with content-type: application/json.' },
    })
    const untyped = { method: 'POST', body: new Uint8Array([123]) }
    expect(await statusOf(`${sandbox.url}/api/faults`, untyped)).toBe(415)
  })

  test('refuses pages of other sites', async () => {
    const sandbox = await stage.start()
    const headers = { ...json, origin: 'https://shop.example' }
    const response = await fetch(`${sandbox.url}/api/faults`, {
      method: 'POST',
      headers,
      body: '{"status":500}',
    })
    expect(response.status).toBe(403)
  })
})
