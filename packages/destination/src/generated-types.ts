// Generated file. DO NOT MODIFY IT BY HAND: run `npm run generate:types`.

export interface Settings {
  /**
   * The API key of your Amplitude project. In Amplitude, open Settings, then Organization settings, then Projects, and select the project. With the key of another project, impressions arrive there, and your experiments stay empty.
   */
  apiKey: string
  /**
   * The secret key of the same project, found beside its API key. It is used to check that the two keys belong together and to pass on your users’ requests to be deleted; impressions are delivered with the API key alone.
   */
  secretKey: string
  /**
   * Where your Amplitude organization keeps its data: Europe if you sign in at app.eu.amplitude.com, North America otherwise. With the wrong region Amplitude refuses every event as “Invalid API key”.
   */
  endpoint?: 'north_america' | 'europe'
  /**
   * What is sent where an event has no variant. “Record the event” sends the impression or exposure without a variant and unsets the experiment’s user property. “Only unset the user property” records nothing.
   */
  unsetAs?: 'event' | 'identify'
  /**
   * “In this destination” sends Amplitude every event in its final form, and shows that form in Segment’s delivery view. “When Amplitude takes it in” sends it as it is and leaves the rest to Amplitude; only take it if Amplitude advises you to.
   */
  transformAt?: 'here' | 'ingestion'
  /**
   * An event that is older than so many hours when it is delivered is recorded, but does not change the visitor’s user property: Amplitude keeps the value that came last, and a late one would overwrite a newer one. Leave it empty to always change it; set it for replays.
   */
  skipUserPropertiesAfterHours?: number
  /**
   * Which of Amplitude’s two APIs takes the events. “HTTP V2” shows them within seconds and takes 30 events a second of one person. “Batch” is for replays and for sites where one person brings more; its events show up later.
   */
  uploadApi?: 'httpapi' | 'batch'
  /**
   * The shortest user id or device id that Amplitude is asked to take. Leave it empty, and ids of fewer than 5 characters are left off; set it to the length of your shortest id if your own ids are shorter.
   */
  minIdLength?: number
  /**
   * The id by which Amplitude knows a partner’s integration. Leave it empty unless Amplitude has given you one.
   */
  partnerId?: string
}
