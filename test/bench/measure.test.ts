import { suite } from "uvu";
import * as assert from "uvu/assert";
import { growth, pairs, run, summary } from "../../scripts/bench/measure.mjs";
import { table } from "../../scripts/bench/table.mjs";

const test = suite("bench: measuring");

const node = (script: string): readonly string[] => [process.execPath, "-e", script];

test("CPU time is that of a process and of those that it starts, not the time that passes", () => {
  const busy =
    "for (const { user } = process.cpuUsage(); process.cpuUsage().user < user + 6e5; ) for (let i = 0; i < 1e6; i++);";
  const nested = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(busy)}])`;
  const idle = run(node("setTimeout(() => {}, 1500)")).milliseconds;
  for (const script of [busy, nested]) assert.ok(run(node(script)).milliseconds > idle + 400, script);
});

test("a command's output comes whole, and its failure is an error", () => {
  assert.is(run(node('console.log("a b\\n"); console.error("c")')).stdout, "a b\n\n");
  assert.is(run(node("process.exit(3)"), { accepted: [3] }).stdout, "");
  assert.throws(() => run(node('console.error("why"); process.exit(3)')), /ended with 3: why/);
  assert.throws(() => run(["/no/such/program"]), /ended with 127/);
});

test("pairs are measured in turn", async () => {
  const order: string[] = [];
  const give = (name: string, values: number[]) => (): number => {
    order.push(name);
    return values.shift()!;
  };
  const measured = await pairs(3, give("a", [2, 9, 8]), give("b", [1, 3, 2]));
  assert.equal(order, ["a", "b", "a", "b", "a", "b"]);
  assert.equal(measured, { median: 3, least: 2, greatest: 4 });
});

test("the median of an even number of values is between the middle two", () => {
  assert.equal(summary([4, 1, 3, 10]), { median: 3.5, least: 1, greatest: 10 });
});

test("growth is the exponent between the largest sizes, above what it costs to start", async () => {
  for (const exponent of [1, 2]) {
    const { median } = await growth(1, 8, (size) => 100 + (size === 1 ? 0 : size ** exponent));
    assert.ok(Math.abs(median - exponent) < 1e-9, `${median}`);
  }
});

test("the table says what is good, bad and not measured, and what has changed beyond doubt", () => {
  const row = (what: string, median: number | undefined, least = median, greatest = median): object => ({
    ...{ what, unit: "times", goal: 2 },
    ...(median !== undefined && { median, least, greatest }),
  });
  const rows = [row("slow", 3, 2.5, 4), row("fast", 1), row("same", 2, 1.5, 2.5), row("absent", undefined)];
  const earlier = [row("slow", 2), row("fast", 2), row("same", 1.9, 1.4, 2.1)];
  const shown = table(rows as Parameters<typeof table>[0], earlier as Parameters<typeof table>[0]);
  assert.equal(
    shown.split("\n").map((line) => line.split(/ {2,}/)),
    [
      ["what", "goal", "measured", "earlier", "note"],
      ["slow", "2 times", "3.00 times (2.50–4.00)", "bad", "2.00, worse"],
      ["fast", "2 times", "1.00 times", "good", "2.00, better"],
      ["same", "2 times", "2.00 times (1.50–2.50)", "good", "1.90"],
      ["absent", "2 times", "not measured"],
    ],
  );
});

test.run();
