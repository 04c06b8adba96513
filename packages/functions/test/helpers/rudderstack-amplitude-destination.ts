import { atPath } from './at-path.js'

type AnyRecord = Record<string, unknown>
type Message = Readonly<AnyRecord>

/** The destination's settings that matter to an impression. */
export interface RudderStackConfig {
  /** “Enhanced user operations”, off by default. */
  readonly enableEnhancedUserOperations?: boolean
  /** “Map device brand”, off by default. */
  readonly mapDeviceBrand?: boolean
}

export interface RudderStackUpload {
  readonly events: readonly Message[]
  readonly options: { readonly min_id_length: number }
}

/**
 * A model of RudderStack's Amplitude destination in cloud mode, as far as tracked and identified events go, written from what
 * its source says. All paths are of rudderlabs/rudder-transformer, below `src/v0/destinations/am`; `transform.js` is 00068df.
 */
export function rudderStackUploads(original: Message, config: RudderStackConfig = {}): RudderStackUpload[] {
  const message = JSON.parse(JSON.stringify(original)) as AnyRecord
  // transform.js `process`, `trackRevenueEvent`: a track event with revenue is an order, and products are orders of their own.
  if (message['type'] === 'track' && (atPath(message, 'properties.revenue') ?? undefined) !== undefined)
    return [upload({ ...message, isRevenue: true }, config), upload({ ...message, isRevenue: true }, config)]
  return [upload(message, config)]
}

function upload(message: AnyRecord, config: RudderStackConfig): RudderStackUpload {
  const payload = build(message, config)
  // transform.js `nonAliasResponsebuilder`: without an id it throws, undefined and null are left out.
  if (!payload['user_id'] && !payload['device_id']) throw new Error('InstrumentationError: no id')
  const sent = JSON.parse(JSON.stringify(payload)) as AnyRecord
  return {
    events: [Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null))],
    // transform.js `addMinIdlength`.
    options: { min_id_length: 1 },
  }
}

function build(message: AnyRecord, config: RudderStackConfig): AnyRecord {
  const isIdentify = message['type'] === 'identify'
  const isEnhanced = config.enableEnhancedUserOperations === true
  const payload: AnyRecord = {}
  for (const [name, read] of Object.entries(fields(config))) {
    // transform.js `updateConfigProperty`: a trait of that name at the top level wins.
    payload[name] = atPath(message, `traits.${name}`) ?? read(message)
  }
  // transform.js `responseBuilderSimple`: campaign and first referrer are user properties.
  let properties: AnyRecord = {
    initial_referrer: atPath(message, 'context.page.initial_referrer'),
    initial_referring_domain: atPath(message, 'context.page.initial_referring_domain'),
    ...Object.fromEntries(
      Object.entries((atPath(message, 'context.campaign') ?? {}) as AnyRecord).map(([key, value]) => [
        `utm_${key}`,
        value,
      ]),
    ),
  }
  // src/v0/util/data/GenericFieldMapping.json (0507db2): `traits`, else `context.traits`.
  const traits = (firstTruthy(message, ['traits', 'context.traits']) ?? {}) as AnyRecord
  // transform.js `getResponseData`: `userPropertiesHandler` for identify, and for track with enhanced operations.
  if (isIdentify || isEnhanced) {
    properties = { ...properties, ...((message['userProperties'] ?? {}) as AnyRecord) }
    for (const [trait, value] of Object.entries(traits)) setPath(properties, trait, value)
    // utils.js d610034 `getUnsetObj`.
    const unset = atPath(message, 'integrations.Amplitude.fieldsToUnset')
    if (Array.isArray(unset)) properties['$unset'] = Object.fromEntries(unset.map((one) => [one, '-']))
  }
  // transform.js `getDefaultResponseData`: the event's name and properties as they are, traits as they stand.
  if (isIdentify) payload['event_type'] = '$identify'
  else {
    payload['event_type'] = message['event']
    payload['event_properties'] = message['properties']
    properties = { ...properties, ...traits }
  }
  payload['user_properties'] = isEnhanced ? inOperators(properties) : properties
  // transform.js `createRevenuePayload`.
  if (message['isRevenue'] === true)
    Object.assign(payload, { revenueType: 'Purchased', revenue: atPath(message, 'properties.revenue') })
  // transform.js `nonAliasResponsebuilder`, `buildPayloadForMobileChannel`.
  if (message['channel'] === 'mobile') Object.assign(payload, mobileFields(message, config))
  payload['time'] = new Date(firstTruthy(message, ['timestamp', 'originalTimestamp']) as string).getTime()
  if (message['userId']) payload['user_id'] = message['userId']
  payload['session_id'] = sessionOf(message)
  Object.assign(payload, placeOf(message))
  payload['ip'] = firstTruthy(message, ['context.ip', 'request_ip'])
  payload['library'] = 'rudderstack'
  // util.test.js `updateWithSkipAttribute`.
  if (atPath(message, 'integrations.Amplitude.skipUserPropertiesSync') === true)
    payload['$skip_user_properties_sync'] = true
  return payload
}

/** data/AmplitudeDefaultConfig.json 5783505 and AmplitudeIdentifyConfig.json 2589608; the functions are those of utils.js d610034. */
function fields(config: RudderStackConfig): Record<string, (message: Message) => unknown> {
  const path = (one: string) => (message: Message) => atPath(message, one)
  // What it reads of a browser there has no part here: an impression mustn't get this far.
  const unlessWeb = (one: string) => (message: Message) =>
    isWeb(message) && atPath(message, 'context.userAgent') ? 'read off the user agent' : atPath(message, one)
  return {
    os_name: unlessWeb('context.os.name'),
    os_version: unlessWeb('context.os.version'),
    device_model: unlessWeb('context.device.model'),
    device_manufacturer: unlessWeb('context.device.manufacturer'),
    platform: (message) => (isWeb(message) ? 'Web' : atPath(message, 'context.device.type')),
    device_brand: (message) =>
      config.mapDeviceBrand === true ? atPath(message, 'context.device.brand') : undefined,
    device_id: path('anonymousId'),
    carrier: path('context.network.carrier'),
    app_name: path('context.app.name'),
    app_version: path('context.app.version'),
    language: path('context.locale'),
    insert_id: path('messageId'),
  }
}

function isWeb(message: Message): boolean {
  return String(message['channel']).toLowerCase() === 'web'
}

function mobileFields(message: Message, config: RudderStackConfig): Message {
  const platform = atPath(message, 'context.device.type')
  const advertisingId = atPath(message, 'context.device.advertisingId')
  const brand =
    config.mapDeviceBrand === true ? {} : { device_brand: atPath(message, 'context.device.manufacturer') }
  if (typeof platform !== 'string') return brand
  if (/^(ios|watchos|ipados|tvos)$/i.test(platform))
    return { ...brand, idfa: advertisingId, idfv: atPath(message, 'context.device.id') }
  return platform.toLowerCase() === 'android' ? { ...brand, adid: advertisingId } : brand
}

/** data/AmplitudeCommonConfig.json 68fe421. */
function placeOf(message: Message): Message {
  const place = {
    region: ['context.location.region'],
    location_lat: ['context.location.latitude'],
    location_lng: ['context.location.longitude'],
    country: ['context.location.country', 'traits.address.country', 'context.traits.address.country'],
    city: ['context.location.city', 'traits.address.city', 'context.traits.address.city'],
  }
  return Object.fromEntries(Object.entries(place).map(([name, paths]) => [name, firstTruthy(message, paths)]))
}

/** transform.js `getSessionId`. */
function sessionOf(message: Message): number {
  const root = message['session_id']
  const number = Number(typeof root === 'string' ? root.split(':').at(-1) : root)
  if (root && Number.isInteger(number)) return number
  const inContext = atPath(message, 'context.sessionId')
  return inContext && Number.isInteger(Number(inContext)) ? Number(inContext) : -1
}

/** util.test.js 13a13d9 `userPropertiesPostProcess`; `$unset` is an operator since `getUnsetObj` writes it before. `$set` isn't known to be one. */
function inOperators(properties: Message): AnyRecord {
  const operators = ['$setOnce', '$add', '$append', '$prepend', '$unset']
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined)
  const operations = entries.filter(([key]) => operators.includes(key))
  const inAnOperation = new Set(operations.flatMap(([, value]) => Object.keys(value as AnyRecord)))
  const plain = entries.filter(([key]) => !operators.includes(key) && !inAnOperation.has(key))
  const set = plain.length > 0 ? { $set: Object.fromEntries(plain) } : {}
  return { ...Object.fromEntries(operations), ...set }
}

/** npm `set-value`: a dot in a name opens an object. */
function setPath(target: AnyRecord, name: string, value: unknown): void {
  const keys = name.split('.')
  const last = keys.pop() as string
  let one = target
  for (const key of keys) {
    if (typeof one[key] !== 'object' || one[key] === null) one[key] = {}
    one = one[key] as AnyRecord
  }
  one[last] = value
}

/** src/v0/util/index.js 014bf5e `getValueFromMessage`: the first that is there; `false` and 0 are. */
function firstTruthy(message: Message, paths: readonly string[]): unknown {
  const isThere = (one: unknown) => Boolean(one) || one === false || one === 0
  return paths.map((path) => atPath(message, path)).find(isThere) ?? null
}
