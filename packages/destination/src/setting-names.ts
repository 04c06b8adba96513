/** The destination's settings. */
export type SettingName =
  | 'apiKey'
  | 'secretKey'
  | 'endpoint'
  | 'unsetAs'
  | 'transformAt'
  | 'skipUserPropertiesAfterHours'
  | 'uploadApi'
  | 'minIdLength'
  | 'partnerId'

/** The values of each setting that is a choice, the default first. */
export const settingChoices = {
  endpoint: ['north_america', 'europe'],
  unsetAs: ['event', 'identify'],
  transformAt: ['here', 'ingestion'],
  uploadApi: ['httpapi', 'batch'],
} as const
