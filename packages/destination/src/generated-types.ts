// Generated file. DO NOT MODIFY IT BY HAND: run `npm run generate:types`.

export interface Settings {
  /**
   * The API key of your Amplitude project. To find it in Amplitude, open Settings, then Organization settings, then Projects, and select the project. With the key of another project, impressions go to that project and your experiments stay empty.
   */
  apiKey: string
  /**
   * The secret key of the same project, shown next to its API key. It is used to check that the two keys belong together and to forward your users’ deletion requests. Impressions are delivered with the API key alone.
   */
  secretKey: string
  /**
   * The region where your Amplitude organization stores its data: Europe if you sign in at app.eu.amplitude.com, otherwise North America. With the wrong region, Amplitude rejects every event with “Invalid API key”.
   */
  endpoint?: 'north_america' | 'europe'
  /**
   * What to send for an event without a variant, which means that the visitor isn’t in the experiment. “Record the event and unset the user property” sends the impression or exposure without a variant. “Only unset the user property” records no event.
   */
  unsetAs?: 'event' | 'identify'
  /**
   * “In this destination” sends events to Amplitude in their final form, which you can see in Segment’s delivery view. “In Amplitude” sends them under their original names, and Amplitude transforms them. Choose it only if Amplitude advises you to.
   */
  transformAt?: 'here' | 'ingestion'
  /**
   * An event that’s older than this when it’s delivered is recorded, but doesn’t change the visitor’s user property. Amplitude keeps the value that it receives last, so a late event would overwrite a newer value. Leave this empty (or 0) to change the user property with every event. Set it for replays.
   */
  skipUserPropertiesAfterHours?: number
  /**
   * The Amplitude API that receives the events. “HTTP V2” shows events within seconds and accepts 30 events per second from one person. “Batch” is for replays and for sites where one person sends more than that. Its events appear later.
   */
  uploadApi?: 'httpapi' | 'batch'
  /**
   * The length of the shortest user ID or device ID that Amplitude should accept. If you leave this empty (or 0), IDs shorter than 5 characters are left out. If your own IDs are shorter, enter the length of the shortest one.
   */
  minIdLength?: number
  /**
   * The ID that Amplitude assigned to a partner’s integration. Leave this empty unless Amplitude gave you one.
   */
  partnerId?: string
}
