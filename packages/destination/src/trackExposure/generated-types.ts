// Generated file. DO NOT MODIFY IT BY HAND: run `npm run generate:types`.

export interface Payload {
  /**
   * The ID of the known visitor. It must be the user ID that your conversion events have in Amplitude. Otherwise, Amplitude can’t match the exposure to any conversion. Amplitude doesn’t accept IDs shorter than 5 characters or words like “anonymous” and “null”, so such an ID is left out.
   */
  user_id?: string
  /**
   * The ID of the visitor’s device. It must be the device ID that your conversion events have in Amplitude. The default is the ID that Segment’s own Amplitude destination uses. An exposure without a usable user ID or device ID isn’t sent.
   */
  device_id?: string
  /**
   * The key of the flag or web experiment, as shown on its page in Amplitude. The user property is named after it: “[Experiment] <flag key>”. Without it, the exposure isn’t sent.
   */
  flag_key: string
  /**
   * The key of the variant that the visitor saw. If it is empty, the visitor isn’t in the experiment, and the experiment’s user property is unset. If the event has a variant but this mapping doesn’t find it, the exposure isn’t sent. That way, a typo in the mapping can’t take everybody out of the experiment.
   */
  variant?: string
  /**
   * The key that identifies one run of the experiment. Without it, Amplitude can’t analyze the runs of a restarted experiment separately.
   */
  experiment_key?: string
  /**
   * Properties to send with the event under their own names. The flag key, the variant, the experiment key and the time are excluded, because they have their own fields. Keep “metadata” in this object: it says when an event shouldn’t be counted.
   */
  event_properties?: {
    [k: string]: unknown
  }
  /**
   * When the variant was shown. “shown_at” is the time on the visitor’s clock, in milliseconds. It is corrected by the difference between “timestamp” (Segment’s time) and “original_timestamp” (the visitor’s time). Without “shown_at”, the exposure gets Segment’s time, which is later if the event had to wait. An implausible time (before 2010, or more than a day after “received_at”) isn’t used.
   */
  time?: {
    [k: string]: unknown
  }
  /**
   * The ID that Amplitude uses to remove duplicates of this exposure for seven days. Without it, repeated deliveries and replays are counted and billed again.
   */
  insert_id?: string
  /**
   * The start of the visitor’s session, in milliseconds. It must be the session ID that your conversion events have. The default is where Segment’s own Amplitude destination finds it. Without it, the exposure isn’t part of a session.
   */
  session_id?: string
  /**
   * The groups that the visitor belongs to, such as “company”. Amplitude accepts up to 5 types and 10 values and ignores the rest. Requires Amplitude’s Accounts add-on.
   */
  groups?: {
    [k: string]: unknown
  }
  /**
   * Segment’s context of the event. It provides the platform, operating system, device, device IDs, carrier, language, IP address, location, app version and library, exactly as Segment’s own Amplitude destination reads them, so impressions and conversions split the same way. The user agent and client hints fill the gaps. To set a value yourself, map an object that has it under Amplitude’s name, such as “country”. Without the IP address, Amplitude doesn’t know the country.
   */
  device?: {
    [k: string]: unknown
  }
  /**
   * Whether Segment collects events and sends many of them in one request. Each event still gets its own response. Leave this on unless events must arrive within seconds.
   */
  enable_batching?: boolean
  /**
   * Fields that must match within a batch (none by default).
   */
  batch_keys?: string[]
  /**
   * The maximum number of events in a batch.
   */
  batch_size?: number
}
