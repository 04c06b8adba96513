import { createStage, impression, post } from './helpers/sandboxes.js'

const stage = createStage()
afterEach(() => stage.close())

test.each(['/v1/t', '/v1/batch', '/amplitude/api/2/deletions/users', '/nothing'])(
  '%s announces that the connection closes if it refuses a body unread, and no later request is lost',
  async (route) => {
    const sandbox = await stage.start()
    for (let count = 0; count < 4; count += 1) {
      const response = await fetch(`${sandbox.url}${route}`, { method: 'POST', body: 'x'.repeat(800_000) })
      await response.arrayBuffer()
      expect([response.status < 500, response.headers.get('connection')]).toEqual([true, 'close'])
    }
    expect((await post(`${sandbox.url}/v1/t`, impression())).status).toBe(200)
  },
)
