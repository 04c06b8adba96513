import { sandboxProject } from '@experiment-impressions/sandbox'
import { doctor, file } from './helpers/doctor.js'

const env = {
  NO_COLOR: '1',
  AMPLITUDE_API_KEY: sandboxProject.apiKey,
  AMPLITUDE_SECRET_KEY: sandboxProject.secretKey,
}

const settings = () => file('settings.json', { endpoint: 'europe' })

describe('--amplitude-url', () => {
  it.each([
    ['http://amplitude.example/'],
    ['http://127.0.0.1.example.com/'],
    ['http://10.0.0.1:4747/'],
    ['https://api2.amplitude.com'],
  ])('rejects %s, because the keys would leave the machine', async (url) => {
    const { code, stdout, stderr } = await doctor(['--settings', settings(), '--amplitude-url', url], { env })
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('--amplitude-url must be on this machine')
  })

  it.each([['127.0.0.1:4747'], ['file:///etc/passwd'], ['nothing']])(
    'rejects %s, which isn’t an address',
    async (url) => {
      const { code, stderr } = await doctor(['--settings', settings(), '--amplitude-url', url], { env })
      expect(code).toBe(2)
      expect(stderr).toContain('--amplitude-url isn’t a URL')
    },
  )

  it.each([['http://user:pass@localhost/'], ['http://[::1]:1/?a=b'], ['http://127.0.0.1/#a']])(
    'accepts only host, port and path, not %s',
    async (url) => {
      const { code, stderr } = await doctor(['--settings', settings(), '--amplitude-url', url], { env })
      expect(code).toBe(2)
      expect(stderr).toContain('--amplitude-url can have a host, a port and a path')
    },
  )
})
