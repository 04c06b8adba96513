import { usePage } from '../helpers/page.js'

const page = usePage()

test('the page starts in its element', async () => {
  await import('../../src/main.js')
  await page.wait()
  expect(page.text('.brand')).toBe('Event debugger')
})
