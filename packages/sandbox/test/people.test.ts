import { createPeople } from '../src/amplitude/people/people.js'
import { createStage, impression, post, upload } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

/** The properties after these `user_properties` have been applied in order. */
async function propertiesAfter(...operations: object[]): Promise<unknown> {
  const sandbox = await stage.start()
  await upload(
    sandbox,
    operations.map((user_properties) => ({
      event_type: '$identify',
      device_id: 'device-1',
      user_properties,
    })),
  )
  return sandbox.user('device-1')?.userProperties
}

test.each<[string, object[], object]>([
  ['$set overwrites', [{ $set: { a: 1 } }, { $set: { a: 2 } }], { a: 2 }],
  ['$set with null keeps null', [{ $set: { a: null } }], { a: null }],
  ['$setOnce sets once', [{ $setOnce: { a: 1 } }, { $setOnce: { a: 2 } }], { a: 1 }],
  ['$unset removes', [{ $set: { a: 1, b: 2 } }, { $unset: { a: '-' } }], { b: 2 }],
  ['$clearAll removes everything', [{ $set: { a: 1, b: 2 } }, { $clearAll: '-' }], {}],
  ['$add counts from 0', [{ $add: { a: 2 } }, { $add: { a: 3 } }], { a: 5 }],
  [
    '$add leaves a number alone that something else is added to',
    [{ $set: { a: 1 } }, { $add: { a: 'x' } }],
    { a: 1 },
  ],
  ['$append adds to the end', [{ $append: { a: 1 } }, { $append: { a: [2, 3] } }], { a: [1, 2, 3] }],
  ['$prepend adds to the start', [{ $set: { a: 1 } }, { $prepend: { a: [2, 3] } }], { a: [2, 3, 1] }],
  ['$preInsert adds missing values', [{ $set: { a: [1] } }, { $preInsert: { a: [2, 1] } }], { a: [2, 1] }],
  ['$postInsert adds missing values', [{ $set: { a: [1] } }, { $postInsert: { a: [1, 2] } }], { a: [1, 2] }],
  [
    '$remove takes out of a list',
    [{ $set: { a: [1, 2, 1], b: 1 } }, { $remove: { a: 1, b: 1 } }],
    { a: [2], b: 1 },
  ],
  ['$unset runs before $set, whatever their order', [{ $set: { a: 1 }, $unset: { a: '-' } }], { a: 1 }],
  ['$clearAll runs first', [{ $set: { a: 1 } }, { $set: { b: 2 }, $clearAll: '-' }], { b: 2 }],
  ['plain properties are set', [{ a: 1 }], { a: 1 }],
  ['plain properties next to operators are ignored', [{ a: 1, $set: { b: 2 } }], { b: 2 }],
  ['an operand that isn’t an object has no effect', [{ $set: 'a' }], {}],
])('%s', async (_, operations, after) => {
  expect(await propertiesAfter(...operations)).toEqual(after)
})

test('a property can be named __proto__', async () => {
  const operations = JSON.parse('{"$set":{"__proto__":"x","constructor":"y"}}') as object
  const properties = await propertiesAfter(operations)
  expect(Object.entries(properties as object)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
})

const seen = (ids: object, properties: object) => ({
  event_type: 'Seen',
  ...ids,
  user_properties: { $set: properties },
})

test('a device merges into the first user seen on it, with the properties of both', async () => {
  const sandbox = await stage.start()
  await upload(sandbox, [
    seen({ user_id: 'user-1', device_id: 'phone-1' }, { plan: 'pro' }),
    seen({ device_id: 'laptop' }, { plan: 'free', theme: 'dark' }),
    seen({ user_id: 'user-1', device_id: 'laptop' }, {}),
  ])
  expect(sandbox.user('laptop')).toMatchObject({
    userId: 'user-1',
    deviceIds: ['phone-1', 'laptop'],
    userProperties: { plan: 'pro', theme: 'dark' },
  })
})

test('a new user inherits the device’s anonymous past', async () => {
  const sandbox = await stage.start()
  await upload(sandbox, [
    seen({ device_id: 'laptop' }, { a: 1 }),
    seen({ user_id: 'user-1', device_id: 'laptop' }, { b: 2 }),
  ])
  expect(sandbox.user('user-1')?.userProperties).toEqual({ a: 1, b: 2 })
})

test('an event without a user id belongs to the last user seen on the device', async () => {
  const sandbox = await stage.start()
  await upload(sandbox, [
    seen({ user_id: 'user-1', device_id: 'laptop' }, { a: 1 }),
    seen({ user_id: 'user-2', device_id: 'laptop' }, { b: 2 }),
    seen({ device_id: 'laptop' }, { c: 3 }),
  ])
  expect(sandbox.user('user-1')?.userProperties).toEqual({ a: 1 })
  expect(sandbox.user('user-2')?.userProperties).toEqual({ b: 2, c: 3 })
})

test('shows what Amplitude would show of a person', async () => {
  const sandbox = await stage.start()
  await post(`${sandbox.url}/v1/b`, {
    batch: [
      impression({ messageId: 'anonymous' }),
      impression({ messageId: 'known', userId: 'user-1' }),
      impression({ messageId: 'other', anonymousId: 'device-2' }),
      impression({ messageId: 'refused' }, { flag_key: undefined }),
    ],
  })
  await sandbox.settled()
  const response = await fetch(`${sandbox.url}/api/users/user-1`)

  expect(await response.json()).toMatchObject({
    userId: 'user-1',
    deviceIds: ['device-1'],
    userProperties: { '[Experiment] hero': 'treatment' },
    events: [{ id: 'anonymous' }, { id: 'known' }],
  })
  expect(sandbox.user('device-2')).toMatchObject({ userId: null, events: [{ id: 'other' }] })
})

test('answers 404 for an unknown person', async () => {
  const sandbox = await stage.start()
  const response = await fetch(`${sandbox.url}/api/users/nobody`)
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({
    error: 'Amplitude has accepted no event with this user id or device id.',
  })
})

test('a removed person stays removed, whatever happens to them afterwards', () => {
  const people = createPeople()
  const person = people.see({ userId: 'user-1' })
  expect(people.remove(person)).toEqual(new Set([person.amplitudeId]))
  people.update(person, { $set: { plan: 'pro' } })
  expect(people.findNumber(person.amplitudeId)).toBeUndefined()
  expect(person.properties).toEqual(new Map())
  expect(people.remove(person)).toEqual(new Set())
})
