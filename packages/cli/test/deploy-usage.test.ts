import { keepOffTheNetwork } from '../../../test/helpers/network.js'
import { loadFunction } from '../src/function-release.js'
import { deploy, release } from './helpers/deploy.js'
import { file } from './helpers/doctor.js'
import { runCli } from './helpers/run-cli.js'
import { startSegmentStub, type SegmentStub } from './helpers/segment-stub.js'

let stub: SegmentStub
beforeEach(async () => {
  stub = await startSegmentStub()
})
afterEach(() => stub.close())

describe('impressions deploy, wrong usage', () => {
  it.each([
    [['deploy'], 'The argument segment-function is missing: impressions deploy segment-function.'],
    [['deploy', 'segment-functions'], 'Did you mean segment-function?'],
    [['deploy', 'x'], '“x” can’t be deployed. Use segment-function.'],
    [['deploy', 'segment-function', 'x'], 'The argument “x” isn’t expected here.'],
    [['deploy', 'segment-function', '--region', 'asia'], '--region is “asia”. Use north_america or europe.'],
    [['deploy', 'segment-function', '--region', 'eu'], '--region is “eu”. Use north_america or europe.'],
    [['deploy', 'segment-function', '--token', 'x'], 'There is no option --token.'],
    [['deploy', 'segment-function', '--name', 'x'.repeat(121)], '--name has 121 characters'],
    [
      ['deploy', 'segment-function', '--name', ' x'],
      '--name must not be empty or start or end with a space.',
    ],
    [['deploy', 'segment-function', '--name', ''], '--name must not be empty'],
    [['deploy', 'segment-function', '--name', 'a\nb'], '--name must not contain line breaks'],
    [['deploy', 'segment-function', '--name', 'x', '--id', 'y'], '--name and --id can’t be combined.'],
    [['deploy', 'segment-function', '--id', '../x'], '--id isn’t an id'],
    [['deploy', 'segment-function', '--integration', 'x'], '--integration needs --insert. Add it'],
    [['deploy', 'segment-function', '--insert', '--setting', 'a=b'], '--setting needs --integration.'],
    [['deploy', 'segment-function', '--segment-api-url', 'x'], '--segment-api-url isn’t a URL'],
    [
      ['deploy', 'segment-function', '--segment-api-url', 'https://api.segmentapis.com'],
      'your token goes there',
    ],
    [
      ['deploy', 'segment-function', '--segment-api-url', 'http://u:p@localhost'],
      'can have a host, a port and a path',
    ],
    [
      ['deploy', 'segment-function', '--region', 'europe', '--segment-api-url', 'http://127.0.0.1:1'],
      '--region and --segment-api-url can’t be combined.',
    ],
    [['deploy', 'segment-function'], 'SEGMENT_API_TOKEN isn’t set.'],
    [['deploy', 'segment-function', '--dry-run', '--id', 'x'], 'With --id, even a dry run must ask Segment.'],
  ])('refuses %j', async (argv, sentence) => {
    const { code, stdout, stderr } = await runCli(argv)
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
  })
})

describe('the code to deploy', () => {
  keepOffTheNetwork({ loopback: true })

  it('loads the built function, or says that it’s missing', async () => {
    const files = {
      js: file('built.js', release().code),
      json: file('built.json', { settings: release().settings }),
    }
    await expect(
      loadFunction('destination', (asked) => files[asked.endsWith('.js') ? 'js' : 'json']),
    ).resolves.toStrictEqual(release())
    await expect(loadFunction('insert', () => '/nowhere')).rejects.toThrow(
      '@experiment-impressions/functions/segment-destination-insert-function.js can’t be read (ENOENT). Install the version of @experiment-impressions/functions that matches this command',
    )
    await expect(loadFunction('insert', () => `${__dirname}/../package.json`)).rejects.toThrow(
      'can’t be read (its settings are broken)',
    )
  })

  it('refuses code without a banner', async () => {
    const { code, stderr } = await deploy(stub, [], { release: { code: 'let a', settings: [] } })
    expect({ code, calls: stub.calls }).toStrictEqual({ code: 2, calls: [] })
    expect(stderr).toContain('The function’s code has no banner with its version.')
  })
})
