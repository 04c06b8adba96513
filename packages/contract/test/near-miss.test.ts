import { createIssue, nearMiss, transform } from '../src/index.js'

const properties = { flag_key: 'hero', variant: 'treatment' }
const track = { type: 'track', userId: 'user-48213' }

/** The code of the near miss, and the name that was meant. */
function missOf(event: unknown): string | undefined {
  const issue = nearMiss(event)
  if (issue === undefined) return undefined
  return 'meant' in issue.params ? `${issue.code} ${issue.params.meant}` : issue.code
}

describe(nearMiss, () => {
  it.each([
    ['$Impression', '$impression'],
    ['$IMPRESSION', '$impression'],
    [' $impression', '$impression'],
    ['$impression\n', '$impression'],
    ['$\u200bimpression', '$impression'],
    ['$ impression', '$impression'],
    ['$$impression', '$impression'],
    ['%24impression', '$impression'],
    ['＄impression', '$impression'],
    ['$impressions', '$impression'],
    ['$impresion', '$impression'],
    ['$Exposure', '$exposure'],
    ['$exposre', '$exposure'],
    ['experiment viewed', 'Experiment Viewed'],
    ['experiment_viewed', 'Experiment Viewed'],
    ['ExperimentViewed ', 'Experiment Viewed'],
    ['Viewed Experiment', 'Experiment Viewed'],
  ])('recognizes the name “%s” without any property', (event, meant) => {
    expect(missOf({ ...track, event })).toBe(`EVENT_NAME_MISSPELLED ${meant}`)
  })

  it.each(['impression', 'Impression', 'Exposure', 'Experiment Impression', 'experiment_exposure'])(
    'recognizes the name “%s” by its flag key only',
    (event) => {
      expect(missOf({ ...track, event })).toBeUndefined()
      expect(missOf({ ...track, event, properties: { ad: 'banner' } })).toBeUndefined()
      expect(missOf({ ...track, event, properties })).toMatch(/^EVENT_NAME_MISSPELLED \$/)
      expect(missOf({ ...track, event, ...properties })).toMatch(/^EVENT_NAME_MISSPELLED \$/)
      const near = { experiment: 'hero', variation: 'b' }
      expect(missOf({ ...track, event, properties: near })).toMatch(/^EVENT_NAME_MISSPELLED \$/)
    },
  )

  it.each([
    [{ ...track, event: '[Experiment] Impression' }, 'EVENT_NAME_TRANSFORMED $impression'],
    [{ ...track, event: '[experiment] exposure ' }, 'EVENT_NAME_TRANSFORMED $exposure'],
    [{ event_type: '[Experiment] Impression', user_id: 'u' }, 'EVENT_NAME_TRANSFORMED $impression'],
    [{ event_type: '$exposure', user_id: 'u' }, 'EVENT_NAME_TRANSFORMED $exposure'],
    [{ event: '$impression', properties }, 'EVENT_TYPE_WRONG'],
    [{ type: 'Track', event: '$impression', properties }, 'EVENT_TYPE_WRONG'],
    [{ type: 'page', name: '$impression', properties }, 'EVENT_TYPE_WRONG'],
    [{ type: 'track', name: '$impression', properties }, 'EVENT_TYPE_WRONG'],
    [{ event: 'Experiment Viewed' }, 'EVENT_TYPE_WRONG'],
    [{ ...track, properties }, 'EVENT_NAME_MISSING'],
    [{ ...track, event: '', properties }, 'EVENT_NAME_MISSING'],
    [{ properties }, 'EVENT_NAME_MISSING'],
    [properties, 'PROPERTIES_BARE'],
    [{ flagKey: 'hero', variant: 'treatment' }, 'PROPERTIES_BARE'],
    [{ experiment_name: 'hero', variation_name: 'b' }, 'PROPERTIES_BARE'],
    [{ ...track, event: 'statsig::config_exposure' }, 'EVENT_OF_OTHER_TOOL'],
    [{ ...track, event: 'statsig::gate_exposure' }, 'EVENT_OF_OTHER_TOOL'],
    [{ ...track, event: '$experiment_started' }, 'EVENT_OF_OTHER_TOOL'],
  ])('says what keeps %j from being one', (event, expected) => {
    expect(missOf(event)).toBe(expected)
    // It may be somebody else's, so the transform leaves it alone.
    expect(transform(event)).toMatchObject({ kind: 'skip', issues: [{ code: 'NOT_EXPERIMENT_EVENT' }] })
  })

  it.each([
    { ...track, event: '$impression' },
    { ...track, event: 'Experiment Viewed' },
    { ...track, event: 'Order Completed', properties },
    { ...track, event: '$expression' },
    { ...track, event: `$impression${' '.repeat(100_000)}` },
    { ...track, event: 5, properties },
    { type: 'page', properties },
    { type: 'identify', flag_key: 'hero' },
    { flag: 'DE' },
    {},
    [properties],
    'text',
    null,
    undefined,
  ])('finds nothing in case %#', (event) => {
    expect(nearMiss(event)).toBeUndefined()
  })

  it('never throws', () => {
    const event = Object.defineProperty({}, 'event', {
      enumerable: true,
      get: () => {
        throw new Error('a value of the event')
      },
    })
    expect(nearMiss(event)).toBeUndefined()
  })
})

describe('a flag key under another name', () => {
  const issuesOf = (event: object) => transform({ ...track, event: '$impression', ...event }).issues

  it.each([
    'flagKey',
    'flag',
    'Flag Key',
    'flag_id',
    '[Experiment] Flag Key',
    'experiment',
    'experiment_name',
    'experimentId',
    'feature-flag',
  ])('is recognized as “%s”', (name) => {
    expect(issuesOf({ properties: { [name]: 'hero', variant: 'treatment' } })).toContainEqual(
      createIssue('FLAG_KEY_MISNAMED', ['properties', name], { wanted: 'flag_key' }),
    )
  })

  it('is recognized beside the properties', () => {
    expect(issuesOf({ flag_key: 'hero', variant: 'treatment' })).toContainEqual(
      createIssue('FLAG_KEY_MISNAMED', ['flag_key'], { wanted: 'flag_key' }),
    )
  })

  it.each([{ experiment_key: 'exp-1' }, { flag: ' ' }, { flag: null }, { flags: 3 }])(
    'isn’t seen in %j',
    (other) => {
      const codes = issuesOf({ properties: { variant: 'treatment', ...other } }).map(({ code }) => code)
      expect(codes).toContain('FLAG_KEY_MISSING')
      expect(codes).not.toContain('FLAG_KEY_MISNAMED')
    },
  )
})
