type Json = Readonly<Record<string, unknown>>

interface Difference {
  readonly what: string
  /** Which of the two rejects the event; the other accepts it. */
  readonly refusedBy: 'the schema' | 'transform'
  readonly event: Json
}

function impression(properties: Json, over: Json = {}): Json {
  return {
    type: 'track',
    event: '$impression',
    anonymousId: '10b98f5c-65f5-40af-8e5a-0de2c0ab9628',
    ...over,
    properties: { flag_key: 'hero', variant: 'treatment', ...properties },
  }
}

/**
 * Events on which the schema and `transform` disagree, because draft-07 can't express the check or its pattern would take many
 * kB. `docs/tracking-plan.md` lists each of them.
 */
export const planDifferences: readonly Difference[] = [
  {
    what: 'a flag key of more than 505 emoji: Amplitude counts two characters for each, JSON Schema one',
    refusedBy: 'transform',
    event: impression({ flag_key: '😀'.repeat(506) }),
  },
  {
    what: 'an id of three or four emoji',
    refusedBy: 'the schema',
    event: impression({}, { anonymousId: '😀😀😀' }),
  },
  {
    what: 'a fraction under five characters as the only id',
    refusedBy: 'transform',
    event: impression({}, { anonymousId: 12.5 }),
  },
  {
    what: 'a near name over 40 characters, because of blanks or symbols in it',
    refusedBy: 'the schema',
    event: impression({ variant: null, [`variant${'_'.repeat(40)}id`]: 'treatment' }),
  },
  {
    what: 'a near name with a filler that isn’t a format character, such as U+3164',
    refusedBy: 'transform',
    event: impression({ variant: null, 'vari\u3164ant': 'treatment' }),
  },
  {
    what: 'a near name with both an invisible and a private-use character',
    refusedBy: 'transform',
    event: impression({ variant: null, 'vari\u200b\ue000ant': 'treatment' }),
  },
]
