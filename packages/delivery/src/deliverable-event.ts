/** An event in Amplitude's form, as far as delivery looks into it. */
export interface DeliverableEvent {
  readonly event_type: string
  readonly user_id?: string | undefined
  readonly device_id?: string | undefined
  /** Epoch ms. */
  readonly time?: number | undefined
}
