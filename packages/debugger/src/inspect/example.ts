/** An event as Segment’s debugger shows it. The device’s clock is 90 s slow. */
export const exampleEvent = `{
  "type": "track",
  "event": "$impression",
  "messageId": "ajs-next-1795406548956-8f5c65f5",
  "anonymousId": "10b98f5c-65f5-40af-8e5a-0de2c0ab9628",
  "userId": "u1",
  "originalTimestamp": "2026-11-23T04:00:58.956Z",
  "timestamp": "2026-11-23T04:02:28.956Z",
  "context": { "page": { "path": "/products" } },
  "properties": {
    "flag_key": "hero-headline",
    "variant": "treatment",
    "experiment_key": "exp-1",
    "time": 1795406458954,
    "metadata": { "flagVersion": 7, "deliveryMethod": "web" }
  }
}`
