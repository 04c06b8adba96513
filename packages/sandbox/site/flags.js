/** The shop's experiments, in the form that Amplitude's servers send to a page. */

const whole = 42949673

/** `share` percent of people take part. Half of them see one variant, half the other. */
const byDevice = ({ salt, share }) => ({
  bucket: {
    selector: ['context', 'user', 'device_id'],
    salt,
    allocations: [
      {
        range: [0, share],
        distributions: [
          { range: [0, whole / 2], variant: 'control' },
          { range: [whole / 2, whole], variant: 'treatment' },
        ],
      },
    ],
  },
  metadata: { segmentName: 'All Other Users' },
  variant: 'off',
})

const isLoggedIn = [[{ op: 'is not', selector: ['context', 'user', 'user_id'], values: ['(none)'] }]]

const variant = (key) => ({ key, value: key })
const off = { key: 'off', metadata: { default: true } }

const metadata = {
  deployed: true,
  evaluationMode: 'local',
  flagType: 'experiment',
  flagVersion: 1,
}

/** Web experiments: an `$impression` each time a page shows a variant, as with the Web Experiment script. */
export const webFlags = [
  {
    key: 'hero-headline',
    metadata: { ...metadata, experimentKey: 'exp-1', deliveryMethod: 'web' },
    segments: [byDevice({ salt: 'headline', share: 100 })],
    variants: { off, control: variant('control'), treatment: variant('treatment') },
  },
  {
    key: 'buy-button',
    metadata: { ...metadata, experimentKey: 'exp-2', deliveryMethod: 'web' },
    // The other half isn't in the experiment: they see the original, and their impressions have no variant.
    segments: [byDevice({ salt: 'button', share: 50 })],
    variants: { off, control: variant('control'), treatment: variant('treatment') },
  },
]

/** A feature flag: an `$exposure` once per session, person and variant. */
export const featureFlags = [
  {
    key: 'express-checkout',
    metadata: { ...metadata, experimentKey: 'exp-3' },
    segments: [
      { conditions: isLoggedIn, metadata: { segmentName: 'Logged in' }, variant: 'on' },
      { metadata: { segmentName: 'All Other Users' }, variant: 'off' },
    ],
    variants: { off, on: variant('on') },
  },
]
