import type { Condition, GroupCondition } from '@segment/destination-subscriptions'

/** A condition of a filter that something equals a value: a call's type, a track call's event, a page's or screen's name. */
export interface Ask {
  readonly of: 'type' | 'event' | 'name'
  readonly value: string
}

type Node = Condition | GroupCondition

/** All such conditions of a filter, in order. */
export function asksOf(node: Node): Ask[] {
  if (node.type === 'group') return node.children.flatMap(asksOf)
  const ask = readAsk(node)
  return ask === undefined ? [] : [ask]
}

/** The filter with each such condition replaced. */
export function replaceAsks<N extends Node>(node: N, change: (ask: Ask) => Ask): N {
  if (node.type === 'group')
    return { ...node, children: node.children.map((child) => replaceAsks(child, change)) }
  const ask = readAsk(node)
  if (ask === undefined) return node
  const { of, value } = change(ask)
  return { ...node, type: of === 'type' ? 'event-type' : of, value }
}

function readAsk(condition: Condition): Ask | undefined {
  if (!('operator' in condition) || condition.operator !== '=') return undefined
  switch (condition.type) {
    case 'event-type':
      return { of: 'type', value: condition.value ?? '' }
    case 'event':
    case 'name':
      return { of: condition.type, value: condition.value ?? '' }
    default:
      return undefined
  }
}
