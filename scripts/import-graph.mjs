/** Reads what our source files import of each other. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

const scope = '@experiment-impressions/'

/** How much one file needs another, weakest first: its types, the path of its built files, its code. */
const kinds = ['types', 'path', 'code']

/**
 * Our source files and the imports between them. `modules` are paths below `packages` without extensions (`cli/src/run`). An
 * import is `{ from, to, kind }`; `to` is such a path, or the name of another package (`contract`).
 */
export function readSources(packages) {
  const files = sourcesIn(packages)
  const modules = files.map(modulePath)
  const imports = files.flatMap((file) =>
    specifiersIn(join(packages, file)).flatMap(({ specifier, kind }) => {
      const to = specifier.startsWith('.')
        ? modulePath(join(dirname(file), specifier))
        : ownPackage(specifier)
      if (to === undefined) return []
      return [{ from: modulePath(file), to: modules.includes(`${to}/index`) ? `${to}/index` : to, kind }]
    }),
  )
  return { modules, imports }
}

/**
 * The imports between groups, as `{ from, to, kind, imports }`. `groupOf` names the group of a file or a package, or returns
 * `undefined` to leave it out. An edge has the strongest kind of its imports.
 */
export function groupImports(imports, groupOf) {
  const edges = new Map()
  for (const imported of imports) {
    const [from, to] = [groupOf(imported.from), groupOf(imported.to)]
    if (from === undefined || to === undefined || from === to) continue
    const edge = edges.get(`${from} ${to}`) ?? { from, to, kind: 'types', imports: [] }
    if (isStronger(imported, edge)) edge.kind = imported.kind
    edge.imports.push(imported)
    edges.set(`${from} ${to}`, edge)
  }
  return [...edges.values()]
}

/** The edges of one circle, in order, or `undefined`. */
export function findCircle(edges) {
  for (const edge of edges) {
    const back = pathBetween(edges, edge.to, edge.from)
    if (back) return [edge, ...back]
  }
  return undefined
}

/** Leaves out each edge that a longer path of edges at least as strong implies. Expects a graph without circles. */
export function withoutShortcuts(edges) {
  return edges.filter((edge) => {
    const others = edges.filter((other) => other !== edge && !isStronger(edge, other))
    return pathBetween(others, edge.from, edge.to) === undefined
  })
}

function isStronger(one, other) {
  return kinds.indexOf(one.kind) > kinds.indexOf(other.kind)
}

/** The shortest path, as edges. */
function pathBetween(edges, start, end) {
  const paths = [{ at: start, path: [] }]
  const seen = new Set([start])
  for (const { at, path } of paths) {
    if (at === end) return path
    for (const edge of edges)
      if (edge.from === at && !seen.has(edge.to)) {
        seen.add(edge.to)
        paths.push({ at: edge.to, path: [...path, edge] })
      }
  }
  return undefined
}

function sourcesIn(packages) {
  return readdirSync(packages)
    .map((name) => join(packages, name, 'src'))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file)))
    .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
    .map((file) => relative(packages, file))
    .sort()
}

function modulePath(path) {
  return path.replaceAll('\\', '/').replace(/\.(js|tsx?)$/, '')
}

function specifiersIn(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const found = []
  const visit = (node) => {
    const specifier = specifierOf(node)
    if (specifier !== undefined) found.push({ specifier, kind: kindOf(node) })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** What `import … from`, `export … from`, `import()`, `import('…').Type` and `require.resolve()` name. */
function specifierOf(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier?.text
  if (ts.isImportTypeNode(node)) return node.argument.literal?.text
  if (ts.isCallExpression(node) && (isImportCall(node) || isResolveCall(node))) return node.arguments[0]?.text
  return undefined
}

function kindOf(node) {
  if (ts.isCallExpression(node)) return isResolveCall(node) ? 'path' : 'code'
  return isTypeOnly(node) ? 'types' : 'code'
}

function isImportCall({ expression }) {
  return expression.kind === ts.SyntaxKind.ImportKeyword
}

function isResolveCall({ expression }) {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'resolve'
}

function isTypeOnly(node) {
  if (ts.isImportTypeNode(node)) return true
  if (ts.isExportDeclaration(node)) return node.isTypeOnly || areTypes(node.exportClause?.elements)
  const { isTypeOnly = false, name, namedBindings } = node.importClause ?? {}
  return isTypeOnly || (name === undefined && areTypes(namedBindings?.elements))
}

function areTypes(elements) {
  return elements !== undefined && elements.length > 0 && elements.every(({ isTypeOnly }) => isTypeOnly)
}

function ownPackage(specifier) {
  return specifier.startsWith(scope) ? specifier.slice(scope.length).split('/')[0] : undefined
}
