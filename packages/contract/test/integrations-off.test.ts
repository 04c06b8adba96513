import { integrationsOff } from '../src/index.js'

describe(integrationsOff, () => {
  it.each<[object | undefined, readonly string[] | undefined]>([
    [undefined, undefined],
    [{}, undefined],
    [{ All: true, Amplitude: false }, undefined],
    [{ All: false }, ['integrations', 'All']],
    [{ all: false, 'Segment.io': true }, ['integrations', 'all']],
    [{ All: false, 'Segment.io': true, Amplitude: false }, ['integrations', 'All']],
    [{ All: false, 'Amplitude-Experiment': true }, undefined],
    [{ All: false, 'Amplitude Experiment (Actions)': { session_id: 1 } }, undefined],
    [{ 'Amplitude-Experiment': false }, ['integrations', 'Amplitude-Experiment']],
    [{ All: true, 'Actions Amplitude Experiment': false }, ['integrations', 'Actions Amplitude Experiment']],
    [{ 'Amplitude Experiment Plus': false }, undefined],
    [Object.create({ All: false }) as object, undefined],
    [[false], undefined],
  ])('%j: the path of the issue is %j', (integrations, expected) => {
    expect(integrationsOff({ type: 'track', integrations })?.path).toEqual(expected)
  })

  it.each([undefined, null, 'text', [], { integrations: 'none' }])('turns nothing off for %j', (event) => {
    expect(integrationsOff(event)).toBeUndefined()
  })
})
