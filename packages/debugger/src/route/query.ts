/** A word of a query: `flag:hero-headline`; free text has the field `text`. */
export interface Term {
  readonly field: Field
  readonly value: string
}

/** The fields that a query can name. */
export const namedFields = ['flag', 'variant', 'kind', 'person', 'outcome', 'is'] as const

export type NamedField = (typeof namedFields)[number]

export type Field = NamedField | 'text'

const word = /(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi

/** Reads a query: words and `field:value`; a value with spaces is in double quotes. Any text is a query. */
export function parseQuery(query: string): Term[] {
  return Array.from(query.matchAll(word)).flatMap(([whole, name, quoted, plain]): Term[] => {
    const field = fieldOf(name)
    const value = quoted ?? plain ?? ''
    if (field === undefined) return [{ field: 'text', value: name === undefined ? value : whole }]
    return value === '' ? [] : [{ field, value }]
  })
}

/** What a query names as a field that is none: `flagg` in `flagg:hero`. Addresses, such as `http://…`, name none. */
export function unknownFields(query: string): string[] {
  return Array.from(query.matchAll(word)).flatMap(([, name, , plain]) =>
    name === undefined || fieldOf(name) !== undefined || plain?.startsWith('//') === true ? [] : [name],
  )
}

function fieldOf(name: string | undefined): NamedField | undefined {
  return namedFields.find((known) => known === name?.toLowerCase())
}

/** Writes a query that parses to these terms. */
export function formatQuery(terms: readonly Term[]): string {
  return terms
    .map(({ field, value }) => {
      const clean = value.replaceAll('"', '')
      const isRead = field === 'text' && fieldOf(/^([a-z]+):/i.exec(clean)?.[1]) !== undefined
      const shown = /\s|^$/.test(clean) || isRead ? `"${clean}"` : clean
      return field === 'text' ? shown : `${field}:${shown}`
    })
    .join(' ')
}

/** The value of a field in a query; empty if it has none. */
export function valueIn(query: string, field: Field): string {
  return parseQuery(query).find((term) => term.field === field)?.value ?? ''
}

/** The query with this value for a field; an empty value removes the field. */
export function withValue(query: string, field: Field, value: string): string {
  const others = parseQuery(query).filter((term) => term.field !== field)
  return formatQuery(value === '' ? others : [...others, { field, value }])
}
