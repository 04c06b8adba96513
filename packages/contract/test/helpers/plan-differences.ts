type Json = Readonly<Record<string, unknown>>

interface Difference {
  readonly what: string
  /** Who calls the event wrong: the schema alone, or `transform` alone. */
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
 * Where the schema and `transform` do not agree: what draft-07 can't say, and what is not worth a pattern of many kB. Each
 * stands in `docs/tracking-plan.md` too.
 */
export const planDifferences: readonly Difference[] = [
  {
    what: 'a flag key of more than 505 emoji: two characters each to Amplitude, one to JSON Schema',
    refusedBy: 'transform',
    event: impression({ flag_key: '😀'.repeat(506) }),
  },
  {
    what: 'an id of three or four emoji',
    refusedBy: 'the schema',
    event: impression({}, { anonymousId: '😀😀😀' }),
  },
  {
    what: 'a fraction of fewer than five characters as the only id',
    refusedBy: 'transform',
    event: impression({}, { anonymousId: 12.5 }),
  },
  {
    what: 'a near name with so many blanks or signs in it that it is longer than 40 characters',
    refusedBy: 'the schema',
    event: impression({ variant: null, [`variant${'_'.repeat(40)}id`]: 'treatment' }),
  },
  {
    what: 'a near name with a filler in it, such as U+3164, that is no format character',
    refusedBy: 'transform',
    event: impression({ variant: null, 'vari\u3164ant': 'treatment' }),
  },
  {
    what: 'a near name with both an invisible and a private-use character in it',
    refusedBy: 'transform',
    event: impression({ variant: null, 'vari\u200b\ue000ant': 'treatment' }),
  },
]
