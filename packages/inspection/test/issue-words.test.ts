import type { Issue } from '@experiment-impressions/contract'
import { issueAddress, issueWords, reasonOf } from '../src/index.js'
import { impression, recordOf } from './helpers/records.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })

describe('issues', () => {
  const issue = (code: string): Issue =>
    ({ code, severity: 'error', path: [], params: {} }) as unknown as Issue

  it('have words, even if the page doesn’t know them', () => {
    expect(issueWords(issue('ID_MISSING')).reason).toContain('no usable id')
    expect(issueWords(issue('NEWER_THAN_THIS')).reason).toBe('This page doesn’t know this issue.')
  })

  it('end a sentence with their reason', () => {
    const { issues } = recordOf({ ...shown, properties: {} })
    expect(issues.slice(0, 1).map(reasonOf)).toEqual(['the flag key is missing'])
    expect(reasonOf(issue('NEWER_THAN_THIS'))).toBe('this page doesn’t know this issue')
  })

  it('lead to their section', () => {
    expect(issueAddress(issue('ID_MISSING'))).toMatch(/docs\/issues\.md#id_missing$/)
    expect(issueAddress(issue('"><script>'))).toMatch(/#%22%3E%3Cscript%3E$/)
  })
})
