// Generated file. DO NOT MODIFY IT BY HAND: run `npm run generate:types`.

export interface Settings {
  /**
   * The API key of your Amplitude project. In Amplitude, open Settings, then Organization settings, then Projects, and select the project. With the key of another project, impressions arrive there, and your experiments stay empty.
   */
  apiKey: string
  /**
   * The secret key of the same project, found beside its API key. It is used to check that the two keys belong together; impressions are delivered with the API key alone.
   */
  secretKey: string
  /**
   * Where your Amplitude organization keeps its data: Europe if you sign in at app.eu.amplitude.com, North America otherwise. With the wrong region Amplitude refuses every event as “Invalid API key”.
   */
  endpoint?: 'north_america' | 'europe'
}
