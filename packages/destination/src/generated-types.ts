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
