/** Creates an element. Its children are elements, or text that is shown as it is. */
export const element = (name, properties = {}, ...children) => {
  const { attributes = {}, ...rest } = properties
  const created = Object.assign(document.createElement(name), rest)
  for (const [attribute, value] of Object.entries(attributes)) created.setAttribute(attribute, value)
  created.append(...children)
  return created
}
