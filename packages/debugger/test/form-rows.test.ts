import { compareForms } from '@experiment-impressions/inspection'
import { impression, recordOf } from '../../inspection/test/helpers/records.js'
import { markDifferent, splitRows, type ShownRow } from '../src/event/form-rows.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })
const { expected } = recordOf(shown)

describe('the rows of both forms', () => {
  const rows: readonly ShownRow[] = compareForms({ pre: shown, post: expected ?? undefined, issues: [] })
  const platform: ShownRow = { pre: undefined, post: { name: 'platform', value: 'Web' }, kind: 'added' }

  const page: ShownRow = { pre: { name: 'p', value: 1 }, post: { name: 'p', value: 1 }, kind: 'same' }

  it('are split into those that say something, unchanged ones and those that the destination adds', () => {
    const other: ShownRow = { ...page, isDifferent: true }
    expect(splitRows([...rows, page, other, platform])).toEqual({
      telling: [...rows, other],
      unchanged: [page],
      added: [platform],
    })
  })

  it('are marked if the default mapping sends another value', () => {
    const marked = markDifferent([...rows, platform], new Set(['[Experiment] Variant', 'user_id']))
    expect(
      marked.filter(({ note }) => note === 'differs from the default mapping').map(({ post }) => post?.name),
    ).toEqual(['[Experiment] Variant', 'user_id'])
  })
})
