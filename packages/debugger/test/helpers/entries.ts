import type { EventRecord } from '@experiment-impressions/inspection'
import { impression, recordOf, type Shown } from '../../../inspection/test/helpers/records.js'
import { createRecordList, type Entry } from '../../src/records/record-list.js'

/** Entries of a list that holds these, in this order. */
export function entriesOf(...records: readonly (Shown | EventRecord)[]): readonly Entry[] {
  const list = createRecordList()
  list.put(records.map((each) => ('pre' in each ? each : recordOf(impression(each)))))
  return list.all()
}
