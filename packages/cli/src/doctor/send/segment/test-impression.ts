import { preTransformation } from '@experiment-impressions/contract'

/** The test impressions’ person, with new ids. */
export interface TestPerson {
  readonly userId: string
  /** Segment’s anonymous id, which becomes Amplitude’s device id. */
  readonly deviceId: string
}

/** The test impressions’ experiment. */
export interface TestExperiment {
  readonly flag: string
  readonly variant: string
  readonly experimentKey: string
}

interface TestImpressionOptions {
  readonly person: TestPerson
  readonly experiment: TestExperiment
  /** An impression without a variant takes the person out of the experiment. */
  readonly hasVariant: boolean
  readonly messageId: string
  /** Epoch ms. */
  readonly shownAt: number
  /** The version of this command. */
  readonly version: string
}

/** A page that doesn’t exist: the domain is reserved for examples. */
const page = {
  path: '/impressions-doctor-test',
  referrer: '',
  search: '',
  title: 'A test of impressions doctor',
  url: 'https://example.com/impressions-doctor-test',
}

/** Creates a test impression: the track call that analytics.js sends for the source plugin. Pure. */
export function createTestImpression(options: TestImpressionOptions): Readonly<Record<string, unknown>> {
  const { person, experiment, hasVariant, messageId, shownAt, version } = options
  const { flag, variant, experimentKey } = experiment
  const timestamp = new Date(shownAt).toISOString()
  return {
    type: 'track',
    event: preTransformation.impression,
    messageId,
    userId: person.userId,
    anonymousId: person.deviceId,
    timestamp,
    sentAt: timestamp,
    properties: {
      [preTransformation.flagKey]: flag,
      [preTransformation.experimentKey]: experimentKey,
      ...(hasVariant ? { [preTransformation.variant]: variant } : {}),
      [preTransformation.metadata]: {
        deployed: true,
        evaluationMode: 'local',
        experimentKey,
        flagType: 'experiment',
        flagVersion: 1,
        deliveryMethod: 'web',
        segmentName: 'All Other Users',
        ...(hasVariant ? {} : { default: true }),
        url: page.url,
      },
      [preTransformation.time]: shownAt,
    },
    context: { page, library: { name: 'impressions-doctor', version }, locale: 'en-US', timezone: 'UTC' },
  }
}
