import {
  CallRefusedError,
  playSession,
  PortTakenError,
  readRecordedSession,
  startSandbox,
} from '../src/index.js'
import { createStage, impression } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test('plays the recorded session, and Amplitude accepts all of it', async () => {
  const sandbox = await stage.start()
  const lines = await readRecordedSession()
  await playSession({ url: sandbox.url, lines })
  await sandbox.settled()

  expect(lines).toHaveLength(16)
  expect(sandbox.events().map(({ outcome, issues }) => [outcome, issues])).toEqual(
    Array(7).fill(['accepted', []]),
  )
})

test('names the call that is refused', async () => {
  const sandbox = await stage.start()
  const lines = [JSON.stringify(impression()), '{']
  await expect(playSession({ url: sandbox.url, lines })).rejects.toThrow(
    new CallRefusedError(2, 'the body is not a JSON object'),
  )
})

test('says that a port is taken', async () => {
  const sandbox = await stage.start()
  const port = Number(new URL(sandbox.url).port)
  await expect(startSandbox({ port })).rejects.toThrow(new PortTakenError(port))
})
