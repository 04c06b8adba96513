import { useState } from 'preact/hooks'

/** Adds an expected variant: in a broken experiment, no one may have seen it yet. */
export function AddVariant({ onAdd }: { readonly onAdd: (name: string) => void }) {
  const [name, setName] = useState<string>()
  if (name === undefined)
    return (
      <button
        type="button"
        class="link"
        onClick={() => {
          setName('')
        }}
      >
        Expect another variant
      </button>
    )
  return (
    <form
      class="add-variant"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onAdd(name.trim())
        setName(undefined)
      }}
    >
      <input
        class="input"
        aria-label="Variant key"
        placeholder="variant"
        value={name}
        onInput={({ currentTarget }) => {
          setName(currentTarget.value)
        }}
      />
      <button type="submit" class="button small">
        Add
      </button>
    </form>
  )
}
