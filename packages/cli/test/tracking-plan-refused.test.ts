import { type SegmentStub } from './helpers/segment-stub.js'
import { plan, startApi, upload, withToken } from './helpers/upload.js'

let api: SegmentStub
beforeEach(async () => {
  api = await startApi()
})
afterEach(() => api.close())

describe('an upload that Segment refuses', () => {
  it('says which role the token needs if it may only read', async () => {
    const { code, stdout, stderr } = await upload(api, [], { env: withToken(api.readerToken) })
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' })
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: SEGMENT_API_TOKEN has no permission for PATCH /tracking-plans/tp_2rFi56u1W4f8fcPxJ92padMtVPj/rules (403). It says: “Insufficient permissions”. It needs the role Tracking Plan Admin, or Workspace Owner: in Segment, see Settings > Workspace settings > Access Management > Tokens. The workspace also needs the Protocols add-on. "`,
    )
    expect(api.plans.get(plan)?.size).toBe(3)
  })

  it('says what to check if Segment doesn’t know the token', async () => {
    const { code, stderr } = await upload(api, [], { env: withToken('sgp_zzzz-old') })
    expect(code).toBe(1)
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: Segment doesn’t accept SEGMENT_API_TOKEN for PATCH /tracking-plans/tp_2rFi56u1W4f8fcPxJ92padMtVPj/rules (401). It says: “Unauthorized”. Either the token is mistyped or revoked, or it belongs to the other --region, or it lacks a role: Tracking Plan Admin, or Workspace Owner. "`,
    )
  })

  it('says what to check if the plan doesn’t exist', async () => {
    const { code, stderr } = await upload(api, ['--upload', 'tp_another'])
    expect(code).toBe(1)
    expect(stderr).toMatchInlineSnapshot(
      `"impressions tracking-plan: Segment finds nothing at PATCH /tracking-plans/tp_another/rules (404). It says: “Tracking Plan not found”. Check tp_another, which is on the plan’s page in Segment, and --region: a token covers one workspace in one region. "`,
    )
  })
})
