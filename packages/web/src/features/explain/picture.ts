/** The parts of a trigger that its picture is drawn from. */
export interface DrawnTrigger {
  item: { id: string; path: string }
  policy: string
  path: readonly { as: string; principal: { id: string } }[]
}

export interface Spot<Node> {
  key: string
  node: Node
  x: number
  y: number
}

export interface Link {
  from: string
  to: string
  /** A policy on an item, or a membership. */
  kind: 'grant' | 'member'
  label: string | null
  /** A cubic curve from the right of one box to the left of the other. */
  curve: string
  middle: { x: number; y: number }
}

export interface Picture<Trigger extends DrawnTrigger> {
  items: Spot<Trigger['item']>[]
  principals: Spot<Trigger['path'][number]>[]
  links: Link[]
  width: number
  height: number
}

export const BOX = { width: 148, height: 44 }
const GAP = { x: 52, y: 12 }

interface Node<T> {
  key: string
  /** Boxes between this and the one explained. */
  distance: number
  content: T
  next: Set<string>
}

type Mixed<Trigger extends DrawnTrigger> = { item: Trigger['item'] } | { step: Trigger['path'][number] }

/** Every box once: an item stands before the principal its policy names, a principal before the one it brings. */
const collect = <Trigger extends DrawnTrigger>(triggers: readonly Trigger[]) => {
  const nodes = new Map<string, Node<Mixed<Trigger>>>()
  const labels = new Map<string, string>()
  const add = (key: string, distance: number, content: Mixed<Trigger>, next: string | null): void => {
    const node = nodes.get(key) ?? { key, distance, content, next: new Set<string>() }
    node.distance = Math.max(node.distance, distance)
    if (next !== null) node.next.add(next)
    nodes.set(key, node)
  }
  for (const { item, policy, path } of triggers) {
    path.forEach((step, at) => {
      const next = path[at + 1]?.principal.id ?? null
      add(step.principal.id, path.length - 1 - at, { step }, next)
    })
    const first = path[0]?.principal.id
    if (first === undefined) continue
    add(item.id, path.length, { item }, first)
    const link = `${item.id} ${first}`
    const known = labels.get(link)
    labels.set(
      link,
      known && !known.split(' + ').includes(policy) ? `${known} + ${policy}` : (known ?? policy),
    )
  }
  spread(nodes)
  return { nodes: [...nodes.values()], labels }
}

/** Moves boxes outwards until each stands before all it leads to; as many rounds as the longest path needs. */
const spread = (nodes: ReadonlyMap<string, Node<unknown>>): void => {
  for (let round = 0; round < nodes.size; round += 1) {
    let moved = false
    for (const node of nodes.values()) {
      const beyond = Math.max(-1, ...[...node.next].map((key) => nodes.get(key)?.distance ?? -1)) + 1
      if (beyond <= node.distance) continue
      node.distance = beyond
      moved = true
    }
    if (!moved) return
  }
}

const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** Heights of the boxes, from the explained one outwards: each near the middle of those it leads to. */
const heights = (columns: readonly Node<unknown>[][]): Map<string, number> => {
  const y = new Map<string, number>()
  for (const column of columns) {
    const wish = (node: Node<unknown>): number => average([...node.next].map((key) => y.get(key) ?? 0))
    const ordered = column.map((node, at) => ({ node, at, wish: wish(node) }))
    ordered.sort((a, b) => a.wish - b.wish || a.at - b.at)
    const step = BOX.height + GAP.y
    let last = -Infinity
    const tops = ordered.map(({ wish: wanted }) => (last = Math.max(wanted, last + step)))
    const drift = average(tops.map((top, at) => top - (ordered[at]?.wish ?? 0)))
    ordered.forEach(({ node }, at) => y.set(node.key, (tops[at] ?? 0) - drift))
  }
  const least = Math.min(0, ...y.values())
  for (const [key, top] of y) y.set(key, top - least)
  return y
}

/**
 * Triggers as one picture, left to right: items, the principals on them, the memberships from there to the
 * principal explained, which stands last. What several triggers share is drawn once. Pixels.
 */
export const drawTriggers = <Trigger extends DrawnTrigger>(
  triggers: readonly Trigger[],
): Picture<Trigger> => {
  const { nodes, labels } = collect(triggers)
  const depth = Math.max(0, ...nodes.map(({ distance }) => distance))
  const columns = Array.from({ length: depth + 1 }, (_, distance) =>
    nodes.filter((node) => node.distance === distance),
  )
  const y = heights(columns)
  const xOf = (distance: number): number => (depth - distance) * (BOX.width + GAP.x)
  const spots = new Map(
    nodes.map((node) => [node.key, { x: xOf(node.distance), y: y.get(node.key) ?? 0, node }] as const),
  )
  const items: Picture<Trigger>['items'] = []
  const principals: Picture<Trigger>['principals'] = []
  const links: Link[] = []
  for (const [key, { x, y: top, node }] of spots) {
    if ('item' in node.content) items.push({ key, node: node.content.item, x, y: top })
    else principals.push({ key, node: node.content.step, x, y: top })
    for (const to of node.next) {
      const end = spots.get(to)
      if (!end) continue
      const [x1, y1, x2, y2] = [x + BOX.width, top + BOX.height / 2, end.x, end.y + BOX.height / 2]
      const bend = Math.max(GAP.x / 2, (x2 - x1) / 2)
      links.push({
        from: key,
        to,
        kind: 'item' in node.content ? 'grant' : 'member',
        label: labels.get(`${key} ${to}`) ?? null,
        curve: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
        middle: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 },
      })
    }
  }
  const bottom = Math.max(0, ...[...y.values()].map((top) => top + BOX.height))
  return { items, principals, links, width: xOf(0) + BOX.width, height: bottom }
}
