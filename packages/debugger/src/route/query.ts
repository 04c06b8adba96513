/** A word of a query: `flag:hero-headline`; free text has the field `text`. */
export interface Term {
  readonly field: Field
  readonly value: string
}

const fields = ['flag', 'variant', 'kind', 'person', 'outcome', 'is', 'text'] as const

export type Field = (typeof fields)[number]

const word = /(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/g

/** Reads a query: words and `field:value`; a value with spaces is in double quotes. Any text is a query. */
export function parseQuery(query: string): Term[] {
  return Array.from(query.matchAll(word)).flatMap(([whole, name, quoted, plain]): Term[] => {
    const field = fields.find((known) => known === name)
    const value = quoted ?? plain ?? ''
    if (field === undefined) return [{ field: 'text', value: name === undefined ? value : whole }]
    return value === '' ? [] : [{ field, value }]
  })
}

/** Writes a query that parses to these terms. */
export function formatQuery(terms: readonly Term[]): string {
  return terms
    .map(({ field, value }) => {
      const clean = value.replaceAll('"', '')
      const shown = /\s|^$/.test(clean) || (field === 'text' && /^[a-z]+:/.test(clean)) ? `"${clean}"` : clean
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
