// Two keys that look alike are two experiments: what is invisible in a key or an id is shown as what it is, everywhere.
import type { Page } from 'playwright-core'
import { impression, RecordMaker, type TestRecord } from './helpers/records'
import { expectAllDrawn, expectText, textOf, useStage } from './helpers/page'

const stage = useStage()

const filler = '\u3164'
const literal = String.raw`hero\u3164`
const invisible = /[\u00a0\u115f\u200b\u2800\u3164]/u

const records = (): TestRecord[] => {
  const maker = new RecordMaker()
  const make = (id: string, flag: string, variant: string, user: string) => {
    const event = impression({ id, flag, variant, user, device: `device-1\u00a0${user}` })
    return maker.of({
      ...event,
      context: { page: { path: '/pro\u200bducts' } },
      properties: {
        ...(event['properties'] as object),
        experiment_key: 'exp\u00a01',
        ['note\u2800']: 'a\u3164b',
      },
    })
  }
  return [
    make('m-1', 'hero', 'control', 'user-1'),
    make('m-2', `hero${filler}`, 'control', 'user-1\u2800'),
    make('m-3', literal, 'control', 'user-1'),
    make('m-4', `hero${filler}`, 'treat\u115fment', 'user-1\u2800'),
  ]
}

/** What people see and what is read out to them: texts, and the names of what has no text. */
const everythingSaid = (page: Page): Promise<string[]> =>
  page.locator('body *').evaluateAll((found) =>
    (
      found as unknown as {
        innerText?: string
        getAttribute(name: string): string | null
      }[]
    ).flatMap((element) => [
      element.innerText ?? '',
      ...['aria-label', 'title', 'aria-valuetext', 'placeholder', 'alt'].map(
        (name) => element.getAttribute(name) ?? '',
      ),
    ]),
  )

const escapesIn = (page: Page, selector: string): Promise<string[]> =>
  page.locator(`${selector} .escape`).allInnerTexts()

describe('a key with an invisible letter', () => {
  beforeEach(() => {
    stage.sandbox.records = records()
  })

  it.each([
    '#/stream/m-4',
    '#/stream/m-1',
    '#/people',
    `#/people/${encodeURIComponent('user-1\u2800')}`,
    '#/experiments',
    '#/faults',
  ])('is never shown as if it weren’t there: %s', async (hash) => {
    const page = await stage.open(hash)
    await expectAllDrawn(page)
    if (hash.startsWith('#/stream')) await page.getByRole('button', { name: 'More' }).click()
    const said = (await everythingSaid(page)).filter((text) => invisible.test(text.replaceAll('\u00a0%', '')))
    expect(said).toEqual([])
  })

  it('is another experiment than the key without it, and than the key with the letters of its escape', async () => {
    const page = await stage.open('#/experiments')
    await expectText(page, 'Too few people')
    const names = await page.locator('.tile h2').allInnerTexts()
    expect(names.sort()).toEqual(['hero', literal, String.raw`hero\u3164`])
    // Both read the same, and one of them is marked.
    expect(await escapesIn(page, '.tile h2')).toEqual([String.raw`\u3164`])
    expect(await page.locator('.tile .variants .escape').allInnerTexts()).toEqual([String.raw`\u115f`])
  })

  it('is marked in the list, in the event and for the person', async () => {
    const page = await stage.open('#/stream/m-4')
    await page.locator('article.event').waitFor()
    expect(await textOf(page, 'article h2')).toBe(String.raw`hero\u3164 → treat\u115fment`)
    expect(await escapesIn(page, 'article h2')).toEqual([String.raw`\u3164`, String.raw`\u115f`])
    expect(await escapesIn(page, '.verdict')).toEqual([String.raw`\u115f`])
    await page.getByRole('button', { name: 'unchanged' }).click()
    expect(await escapesIn(page, '.form-row .name')).toEqual([String.raw`\u2800`, String.raw`\u2800`])
    expect(await escapesIn(page, '.rows')).toEqual(
      expect.arrayContaining([
        String.raw`\u3164`,
        String.raw`\u115f`,
        String.raw`\u2800`,
        String.raw`\u200b`,
      ]),
    )
    await page.goto(stage.sandbox.url('#/people'))
    await expectText(page, '2 people')
    expect(await page.locator('.person .flag').allInnerTexts()).toEqual([String.raw`user-1\u2800`, 'user-1'])
  })

  it('is copied and filtered by as it is', async () => {
    const page = await stage.open('#/stream/m-4', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy JSON' }).click()
    await expectText(page, 'Copied')
    const copied = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()')) as {
      readonly pre: { readonly properties: Readonly<Record<string, unknown>> }
    }
    expect(copied.pre.properties).toMatchObject({ flag_key: `hero${filler}`, ['note\u2800']: 'a\u3164b' })
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByLabel('Flag').selectOption(`hero${filler}`)
    await expectText(page, '2 of 4 events')
  })
})
