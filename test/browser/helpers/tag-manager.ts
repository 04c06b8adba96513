/**
 * A container of Google Tag Manager with one Custom HTML tag that fires when the container has loaded.
 *
 * It inserts a tag as gtm.js does: it recreates the scripts one after another with their text, source, id and charset, and drops
 * everything else, such as `data-` attributes, `integrity` and `crossorigin`.
 */
export const container = (customHtml: string): string => `(function () {
  var holder = document.createElement('div')
  holder.innerHTML = ${JSON.stringify(customHtml)}
  var nodes = [].slice.call(holder.childNodes)
  function insertNext() {
    var node = nodes.shift()
    if (!node) return
    if (node.nodeName !== 'SCRIPT') {
      document.body.appendChild(node)
      insertNext()
      return
    }
    var script = document.createElement('script')
    script.async = false
    script.type = 'text/javascript'
    script.id = node.id
    script.text = node.text
    if (node.charset) script.charset = node.charset
    var src = node.getAttribute('src')
    if (src) {
      script.onload = script.onerror = insertNext
      script.src = src
    }
    document.body.appendChild(script)
    if (!src) insertNext()
  }
  if (document.body) insertNext()
  else document.addEventListener('DOMContentLoaded', insertNext)
})()`

/** The site's part of the tag manager: a script that loads the container. */
export const containerSnippet =
  '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-TEST"></script>'
