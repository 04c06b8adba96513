import { fieldValues } from './query-notes.js'

const fields: readonly { readonly name: string; readonly words: string }[] = [
  { name: 'flag:', words: 'the flag key; hero* finds all that start with hero' },
  { name: 'variant:', words: 'the variant; none for no variant' },
  { name: 'person:', words: 'the user id or device id' },
  { name: 'kind:', words: fieldValues.kind.join(', ') },
  { name: 'outcome:', words: fieldValues.outcome.join(', ') },
  { name: 'is:', words: fieldValues.is.join(', ') },
]

const keys: readonly { readonly keys: readonly string[]; readonly words: string }[] = [
  { keys: ['/'], words: 'go to the filter' },
  { keys: ['Esc'], words: 'leave it' },
  { keys: ['j', 'k'], words: 'next and previous event' },
  { keys: ['?'], words: 'show or hide this' },
]

/** What the filter understands, and the keys of this view. */
export function QueryHelp() {
  return (
    <div class="help">
      <p class="soft">
        An event must match every word. Of several values of one field, it must match one. Quotes keep words
        together.
      </p>
      <dl>
        {fields.map(({ name, words }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
        {keys.map(({ keys: names, words }) => (
          <div key={words}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
