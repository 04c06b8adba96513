const inline = new Set(['B', 'BDI', 'CODE', 'I', 'S', 'STRONG'])

/** What an element reads like, in one line. */
export function textOf(element: Element): string {
  return read(element).replaceAll(/\s+/g, ' ').trim()
}

function read(node: Node): string {
  if (node.nodeType === 3) return node.nodeValue ?? ''
  const inside = Array.from(node.childNodes, read).join('')
  const parent = node.parentElement
  const isInline = inline.has(node.nodeName) || parent?.nodeName === 'BDI'
  // A cell’s name and value stand on lines of their own.
  return isInline && parent?.getAttribute('role') !== 'cell' ? inside : ` ${inside} `
}
