// Generated file. DO NOT MODIFY IT BY HAND: run `npm run generate:types`.

export interface Payload {
  /**
   * The id of the known visitor. It has to be the user id that your conversion events carry in Amplitude, or the exposure joins none of them. Amplitude refuses ids of fewer than 5 characters and words like “anonymous” or “null”; such an id is left off.
   */
  user_id?: string
  /**
   * The id of the visitor’s device. It has to be the device id that your conversion events carry in Amplitude; the default is what Segment’s own Amplitude destination uses. An exposure without a usable user id or device id is refused.
   */
  device_id?: string
  /**
   * The key of the flag or web experiment, as shown on its page in Amplitude. It names the user property “[Experiment] <flag key>”. Without it the exposure is refused.
   */
  flag_key: string
  /**
   * The key of the variant that the visitor saw. Where it is empty the visitor is out of the experiment, and the experiment’s user property is unset. If the event has a variant but this mapping finds none, the exposure is refused, so that a mistyped mapping cannot take everybody out.
   */
  variant?: string
  /**
   * The key that tells the runs of one experiment apart. Without it Amplitude cannot analyse a restarted experiment by itself.
   */
  experiment_key?: string
  /**
   * Properties that are kept with the event under their own names. The flag key, the variant, the experiment key and the time are taken out, since they have fields of their own. Keep “metadata” in it: it says when an event is not to be counted.
   */
  event_properties?: {
    [k: string]: unknown
  }
  /**
   * When the variant was shown. “shown_at” is the moment by the visitor’s clock, in milliseconds; it is corrected by how far “timestamp” (Segment’s moment) lies from “original_timestamp” (the visitor’s). Without “shown_at” the exposure takes Segment’s moment, which is later if the event had to wait. A moment that can’t be right (before 2010, or more than a day after “received_at”) isn’t used.
   */
  time?: {
    [k: string]: unknown
  }
  /**
   * The id by which Amplitude knows that it already has this exposure, for seven days. Without it, repeated deliveries and replays are counted and billed again.
   */
  insert_id?: string
  /**
   * The start of the visitor’s session, in milliseconds. It has to be the session id that your conversion events carry; the default is where Segment’s own Amplitude destination finds it. Without it the exposure belongs to no session.
   */
  session_id?: string
  /**
   * The groups that the visitor belongs to, such as “company”: up to 5 types and 10 values; Amplitude leaves out what is more. Needs Amplitude’s Accounts add-on.
   */
  groups?: {
    [k: string]: unknown
  }
  /**
   * Segment’s context of the event. Platform, operating system, device and its ids, carrier, language, IP address, place, app version and library are read from it exactly as Segment’s own Amplitude destination reads them, so that impressions and conversions split alike; the user agent and client hints fill in what it leaves open. To set one of them yourself, map an object that has it under Amplitude’s name, such as “country”. Without the IP address Amplitude doesn’t know the country.
   */
  device?: {
    [k: string]: unknown
  }
  /**
   * Whether Segment collects events and sends many in one request. Each event still gets an answer of its own. Leave it on, unless an event has to arrive within seconds.
   */
  enable_batching?: boolean
  /**
   * The fields that have to be equal within one batch. None has to be.
   */
  batch_keys?: string[]
  /**
   * The largest number of events that Segment puts into one batch.
   */
  batch_size?: number
}
