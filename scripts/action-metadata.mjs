/** The catalog entry, in the shape of the `metadata.json` files there. */
export function metadataOf({ slug, mode, authentication, actions, presets }) {
  return {
    slug,
    name: 'Amplitude Experiment',
    mode,
    authentication: { scheme: authentication.scheme, fields: mapValues(authentication.fields, settingOf) },
    audienceConfig: null,
    actions: mapValues(actions, (action) => ({
      title: action.title,
      description: action.description,
      platform: action.platform ?? 'cloud',
      defaultSubscription: action.defaultSubscription ?? null,
      hidden: action.hidden ?? false,
      hasPerformBatch: action.performBatch !== undefined,
      syncMode: null,
      hooks: null,
      fields: mapValues(action.fields, fieldOf),
    })),
    presets,
  }
}

function settingOf({ label, description, type, required, multiple, choices, default: byDefault }) {
  return {
    label,
    description,
    type,
    required: required ?? false,
    multiple: multiple ?? false,
    choices: choices ?? null,
    default: byDefault ?? null,
    depends_on: null,
  }
}

function fieldOf(field) {
  return {
    label: field.label,
    description: field.description,
    type: field.type,
    required: field.required ?? false,
    multiple: field.multiple ?? false,
    allowNull: field.allowNull ?? false,
    dynamic: field.dynamic ?? false,
    default: field.default ?? null,
    choices: field.choices ?? null,
    placeholder: null,
    properties: field.properties ?? null,
    category: field.category ?? null,
    depends_on: field.depends_on ?? null,
    readOnly: null,
    hidden: field.unsafe_hidden ?? null,
    minimum: field.minimum ?? null,
    maximum: field.maximum ?? null,
    defaultObjectUI: field.defaultObjectUI ?? null,
    disabledInputMethods: null,
    displayMode: field.displayMode ?? null,
    additionalProperties: field.additionalProperties ?? false,
  }
}

function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
