/** The nodes to which edges lead from each node; a node that isn't a key has none. */
type Graph =
  | ReadonlyMap<string, readonly string[] | ReadonlySet<string>>
  | { readonly [node: string]: readonly string[] | ReadonlySet<string> };

/**
 * The nodes that can be reached in a graph from some nodes, these among them: by any number of edges, none included.
 * Takes time in proportion to the nodes and edges that are reached, cycles or not.
 */
export function reachable(graph: Graph, from: readonly string[] | ReadonlySet<string>): Set<string> {
  // A loop over a set goes on with what is added to it on the way.
  const reached = new Set(from);
  for (const node of reached) for (const next of successors(graph, node)) reached.add(next);
  return reached;
}

function successors(graph: Graph, node: string): Iterable<string> {
  if (graph instanceof Map) return graph.get(node) ?? [];
  return Object.hasOwn(graph, node) ? (graph as { readonly [key: string]: readonly string[] })[node]! : [];
}
