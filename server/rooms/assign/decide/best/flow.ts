import type { Costs } from './costs.ts'

/**
 * Deals leads at least cost: a min-cost flow by successive shortest paths, a lead at a time (Ahuja, Magnanti and Orlin, Network
 * Flows, ch. 9; with potentials after Edmonds and Karp). Leads that are dealt already stand in the network only as what moving
 * the cheapest of them from one rep to another costs, so a search goes over reps, not over leads. A rep has two doors, one for
 * good leads, which leads to the other, for all: between them lies the floor, behind the second what one lead more costs.
 * Costs are whole numbers, so sums are exact. Returns the rep of each lead, −1: nobody.
 */
export function leastCost(costs: Costs): Int32Array {
  const net = network(costs)
  for (let lead = 0; lead < costs.leads; lead++) {
    search(net, lead)
    const { far, height, end } = net
    for (let node = 0; node <= end; node++) height[node]! += Math.min(far[node]!, far[end]!)
    if (net.from[end] !== NOBODY) take(net, lead)
  }
  return net.holder
}

type Net = ReturnType<typeof network>

/** How a node was come to, where it was not from another: by the new lead itself; the end: by leaving it with nobody. */
const ARRIVES = -1
const NOBODY = -2

/** Nodes: 0 … m − 1 the doors for good leads, m … 2m − 1 those for all, 2m the end. */
function network(costs: Costs) {
  const { leads, reps, floors, more } = costs
  const end = 2 * reps
  // No arc is below nothing at the start: what keeping a floor is worth stands in the height of its door.
  const height = new Float64Array(end + 1)
  for (let rep = 0; rep < reps; rep++) {
    height[rep] = floors[rep]! > 0 ? costs.floor : 0
    height[end] = Math.min(height[end]!, more(rep, 0))
  }
  return {
    costs,
    end,
    height,
    holder: new Int32Array(leads).fill(-1),
    got: new Int32Array(reps),
    gotGood: new Int32Array(reps),
    /** By door: the leads that came in by it. */
    inside: Array.from({ length: end }, (): number[] => []),
    /** By door and rep: what moving the cheapest lead of the door to that rep costs, and which lead that is. */
    moving: new Float64Array(end * reps).fill(Infinity),
    moved: new Int32Array(end * reps),
    /** By door: what leaving a lead of it with nobody spares of nobody's cost, and which lead that is. */
    leaving: new Float64Array(end).fill(Infinity),
    left: new Int32Array(end),
    far: new Float64Array(end + 1),
    from: new Int32Array(end + 1),
    /** Doors a search has not come to yet. */
    open: new Int32Array(end),
    /** The lead that is left with nobody on the way to the end; −1: its last rep has room. */
    leaver: -1,
  }
}

/** The shortest way from a new lead to the end, over doors (Dijkstra, by scanning: everything is joined to everything). */
function search(net: Net, lead: number): void {
  const { costs, far, from, open, height, end } = net
  far.fill(Infinity)
  const first = costs.good[lead] ? 0 : costs.reps
  for (let rep = 0; rep < costs.reps; rep++) {
    far[first + rep] = costs.cost[lead * costs.reps + rep]! - height[first + rep]!
    from[first + rep] = ARRIVES
  }
  for (let node = 0; node < end; node++) open[node] = node
  far[end] = costs.nobody - height[end]!
  from[end] = NOBODY
  for (let left = end, node = nearest(net, left); node !== end; node = nearest(net, left)) {
    left -= 1
    goOn(net, node)
  }
}

/** The nearest of the doors that are left, taken out of them; the end where it is nearer. */
function nearest({ far, open, end }: Net, left: number): number {
  let [best, least] = [-1, far[end]!]
  for (let at = 0; at < left; at++) {
    const way = far[open[at]!]!
    if (way >= least) continue
    least = way
    best = at
  }
  if (best < 0) return end
  const node = open[best]!
  open[best] = open[left - 1]!
  return node
}

/** Shortens the ways that lead through a door. */
function goOn(net: Net, node: number): void {
  const { costs, far, height, end, gotGood, got, inside } = net
  const { reps, floors } = costs
  const here = far[node]! + height[node]!
  const rep = node % reps
  if (inside[node]!.length > 0) {
    moveOn(net, node, here)
    shorten(net, { to: end, node, way: here + costs.nobody + net.leaving[node]!, leaver: net.left[node]! })
  }
  if (node < reps) {
    const kept = gotGood[rep]! < floors[rep]! ? costs.floor : 0
    return shorten(net, { to: reps + rep, node, way: here - kept, leaver: -1 })
  }
  if (gotGood[rep]! > 0)
    shorten(net, { to: rep, node, way: here + (gotGood[rep]! <= floors[rep]! ? costs.floor : 0), leaver: -1 })
  if (got[rep]! < costs.room[rep]!)
    shorten(net, { to: end, node, way: here + costs.more(rep, got[rep]!), leaver: -1 })
}

/** Moving a lead of a door on to another rep. */
function moveOn({ costs, moving, far, from, height }: Net, node: number, here: number): void {
  const { reps } = costs
  const first = node < reps ? 0 : reps
  const row = node * reps
  for (let rep = 0; rep < reps; rep++) {
    const way = here + moving[row + rep]! - height[first + rep]!
    if (way >= far[first + rep]!) continue
    far[first + rep] = way
    from[first + rep] = node
  }
}

interface Step {
  readonly to: number
  readonly node: number
  readonly way: number
  readonly leaver: number
}

function shorten(net: Net, { to, node, way, leaver }: Step): void {
  const { far, from, height, end } = net
  if (way - height[to]! >= far[to]!) return
  far[to] = way - height[to]!
  from[to] = node
  if (to === end) net.leaver = leaver
}

/** Deals the new lead, and moves on whatever lies on its way. */
function take(net: Net, lead: number): void {
  const { costs, from, moved, got, gotGood, inside, holder, end } = net
  const { reps } = costs
  const changed: number[] = []
  const outOf = (each: number, gone: number) => inside[gone]!.splice(inside[gone]!.indexOf(each), 1)
  const into = (each: number, door: number) => {
    inside[door]!.push(each)
    holder[each] = door % reps
  }
  let door = from[end]!
  if (net.leaver < 0) got[door - reps]! += 1
  else {
    outOf(net.leaver, door)
    holder[net.leaver] = -1
  }
  for (let before = from[door]!; before !== ARRIVES; door = before, before = from[door]!) {
    changed.push(door)
    if (before % reps === door % reps) {
      gotGood[door % reps]! += before < reps ? 1 : -1
      continue
    }
    const each = moved[before * reps + (door % reps)]!
    outOf(each, before)
    into(each, door)
  }
  into(lead, door)
  for (const each of [...changed, door]) weigh(net, each)
}

/** What moving a lead out of a door costs now that others are inside. */
function weigh({ costs, inside, moving, moved, leaving, left }: Net, door: number): void {
  const { reps, cost } = costs
  const row = door * reps
  moving.fill(Infinity, row, row + reps)
  leaving[door] = Infinity
  for (const lead of inside[door]!) {
    const leaves = cost[lead * reps + (door % reps)]!
    if (-leaves < leaving[door]) {
      leaving[door] = -leaves
      left[door] = lead
    }
    for (let rep = 0; rep < reps; rep++) {
      const change = cost[lead * reps + rep]! - leaves
      if (change >= moving[row + rep]!) continue
      moving[row + rep] = change
      moved[row + rep] = lead
    }
  }
}
