import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { entryPoints, type Import, projectFiles, readModule } from "./modules.ts";

const test = suite("boundaries: imports");

const sources = projectFiles(["src"], /\.ts$/).map(readModule);
const users = projectFiles(["scripts", "test", "policies"], /\.(?:ts|mjs)$/)
  .filter((file) => !/^test\/(?:frontend\/(?:fixtures|marked|remedies)|runner\/fixtures)\//.test(file))
  .map(readModule);

/** A row of the table in docs/architecture.md: what the files of a folder may import. */
interface Row {
  readonly folder: string;
  /** Whether other folders may import its index.ts only. */
  readonly closed: boolean;
  readonly values: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

/**
 * `| folder | what it is | may import | may import types of |`, folders below src, one or more in a row's first cell.
 */
function readTable(): Row[] {
  const lines = readFileSync("docs/architecture.md", "utf8").split("\n");
  const start = lines.findIndex((line) => line.startsWith("| folder |"));
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith("|")),
    )
    .map((line) => {
      const [folder = "", , values = "", types = ""] = line
        .split("|")
        .slice(1)
        .map((cell) => cell.trim());
      return {
        folder: namesIn(folder)[0]!.replace(/^src\//, ""),
        closed: folder.includes("by its index"),
        values: new Set(namesIn(values)),
        types: new Set(namesIn(types)),
      };
    });
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
}

const table = readTable();

/** The row whose folder or file holds a file, the innermost one. */
function rowOf(file: string): Row | undefined {
  return table
    .filter(({ folder }) => file === `src/${folder}` || file.startsWith(`src/${folder}/`))
    .sort((left, right) => right.folder.length - left.folder.length)[0];
}

/** Imports between files of src that belong to different rows. */
const crossing = sources
  .flatMap(({ imports }) => imports)
  .filter(({ from, to }) => to.startsWith("src/") && rowOf(from) !== rowOf(to));

test("every source file belongs to a row of the table", () => {
  assert.equal(
    sources.map(({ file }) => file).filter((file) => rowOf(file) === undefined),
    [],
  );
});

test("no file imports what the table doesn't let its folder import", () => {
  const forbidden = crossing.filter(({ from, to, typesOnly }) => {
    const { values, types } = rowOf(from)!;
    const target = rowOf(to)!.folder;
    return !(values.has(target) || (typesOnly && types.has(target)));
  });
  assert.equal(forbidden.map(shown), []);
});

test("no row of the table lets a folder import what it doesn't", () => {
  const idle = table.flatMap(({ folder, values, types }) => {
    const uses = (target: string, wanted: (entry: Import) => boolean): boolean =>
      crossing.some(
        (entry) => rowOf(entry.from)!.folder === folder && rowOf(entry.to)!.folder === target && wanted(entry),
      );
    return [
      ...[...values].filter((target) => !uses(target, ({ typesOnly }) => !typesOnly)),
      ...[...types].filter((target) => values.has(target) || !uses(target, ({ typesOnly }) => typesOnly)),
    ].map((target) => `${folder}: ${target}`);
  });
  assert.equal(idle, []);
});

test("folders need each other in one direction only", () => {
  const targets = new Map(table.map(({ folder, values }) => [folder, [...values]]));
  assert.equal(cyclesOf(targets), []);
});

test("folders that are closed are imported by their index only", () => {
  const inside = crossing.filter(({ to }) => {
    const { folder, closed } = rowOf(to)!;
    return closed && to !== `src/${folder}/index.ts`;
  });
  assert.equal(inside.map(shown), []);
});

function shown({ from, to, typesOnly }: Import): string {
  return `${from} imports ${typesOnly ? "types of " : ""}${to}`;
}

test("no files need each other to be loaded", () => {
  const targets = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.filter(({ typesOnly, deferred }) => !typesOnly && !deferred).map(({ to }) => to),
    ]),
  );
  const cycles = cyclesOf(targets);
  assert.equal(cycles, []);
});

/** Strongly connected components of more than one file (Tarjan), each sorted. */
function cyclesOf(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    open.push(file);
    for (const target of targets.get(file) ?? []) {
      if (!targets.has(target)) continue;
      if (!order.has(target)) visit(target);
      if (open.includes(target)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(target)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const component = open.splice(open.indexOf(file));
    if (component.length > 1) cycles.push(component.sort());
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return cycles.sort((left, right) => (left[0]! < right[0]! ? -1 : 1));
}

test("cycles are found", () => {
  const graph = { a: ["b"], b: ["c", "d"], c: ["a"], d: ["e"], e: ["d"], f: ["a"] };
  assert.equal(cyclesOf(new Map(Object.entries(graph))), [
    ["a", "b", "c"],
    ["d", "e"],
  ]);
});

test("something uses every export", () => {
  const used = new Set<string>();
  const whole = new Set<string>(entryPoints.values());
  for (const { imports } of [...sources, ...users])
    for (const { to, names } of imports) {
      if (names === undefined) whole.add(to);
      else for (const name of names) used.add(`${to} ${name}`);
    }
  const unused = sources
    .filter(({ file }) => !whole.has(file))
    .flatMap(({ file, exports }) => exports.map((name) => `${file} ${name}`))
    .filter((name) => !used.has(name));
  assert.equal(unused, []);
});

test("a folder of more than ten files says what is where, in a README that names files that are there", () => {
  const files = projectFiles(["src"], /./);
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    const inside = files.filter((file) => dirname(file) === folder);
    const readme = join(folder, "README.md");
    if (inside.length > 10) assert.ok(inside.includes(readme), `${folder} has no README`);
    if (!inside.includes(readme)) continue;
    const named = [...readFileSync(readme, "utf8").matchAll(/`([\w./-]+\.ts|[\w-]+\/)`/g)].map(([, name]) => name!);
    const missing = named.filter((name) => !existsSync(join(folder, name)) && !existsSync(name));
    assert.equal(missing, [], readme);
  }
});

test.run();
