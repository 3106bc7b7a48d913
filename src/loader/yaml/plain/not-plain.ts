/** Thrown at a node that only an exact reader can judge; it may be read by itself. */
export const oddNode = Symbol("odd node");

/** Thrown where a whole document must be left to an exact reader. */
export const notPlain = Symbol("not plain");
