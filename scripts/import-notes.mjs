/** One short phrase for each box of the diagrams in docs/architecture.md. A box without one shows its name alone. */

export const packageNotes = {
  cli: 'the impressions command',
  contract: 'the transform and its issues',
  debugger: 'the event debugger page',
  delivery: 'gets events accepted',
  destination: 'the Segment action destination',
  estimate: 'impressions a month',
  functions: 'one file per other host',
  inspection: 'what people see of an event',
  sandbox: 'a local Segment and Amplitude',
  'source-plugin': 'hands impressions to the SDK',
}

export const folderNotes = {
  'source-plugin/analytics/': 'finds analytics.js, follows its events',
  'source-plugin/debug/': 'prints fates, diagnoses a page',
  'source-plugin/handing-over/': 'sends, keeps or deletes',
  'source-plugin/impression/': 'an event with its time, page and id',
  'source-plugin/integration/': 'the plugin of the Experiment client',
  'source-plugin/mparticle/': 'mParticle’s web SDK',
  'source-plugin/rudderstack/': 'RudderStack’s JS SDK',
  'source-plugin/storage/': 'the outbox on the device',
}
