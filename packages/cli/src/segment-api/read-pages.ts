import { ownPath } from '@experiment-impressions/contract/json'
import type { SegmentRequest } from './segment-request.js'

/** The documentation allows 200 (docs.segmentapis.com/tag/Pagination), the SDK 1,000. */
const pageSize = 200
/** More than any workspace has. */
const mostPages = 100

interface List extends Pick<SegmentRequest, 'path' | 'query' | 'stability'> {
  /** The key of the items in the answer's `data`, such as `functions`. */
  readonly key: string
}

/**
 * Reads every item of a list, page by page. Each answer's `pagination.next` is the cursor of the next page, absent or null
 * on the last one. Returns `undefined` if an answer has no list, or the pages don't end.
 */
export async function readPages(
  read: (request: SegmentRequest) => Promise<unknown>,
  { key, query, ...list }: List,
): Promise<readonly unknown[] | undefined> {
  const items: unknown[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const pagination = {
      'pagination.count': String(pageSize),
      ...(cursor !== undefined && { 'pagination.cursor': cursor }),
    }
    const data = await read({ ...list, method: 'GET', query: { ...pagination, ...query } })
    const found = ownPath(data, [key])
    if (!Array.isArray(found)) return undefined
    items.push(...(found as unknown[]))
    const next = ownPath(data, ['pagination', 'next'])
    if (typeof next !== 'string' || next === '') return items
    cursor = next
  }
  return undefined
}
