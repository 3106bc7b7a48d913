import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { engine } from "../engines/locate.ts";
import { accepted, refused, unknown } from "./given.ts";
import { document, messagesOf, native, outputs, rule } from "./subject.ts";

const folder = mkdtempSync(join(tmpdir(), "regoscript-parameters-"));
test.after(() => rmSync(folder, { recursive: true }));
const write = (path: string, content: string | Uint8Array): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
for (const { path, content } of outputs) write(path, content);
const object = write("document.json", JSON.stringify(document));

const ofNative = (given: object): string[] =>
  messagesOf(native.evaluate([document], { parameters: { [rule]: { ...given } } }));

interface ConftestFinding {
  readonly msg: string;
  readonly metadata: {
    readonly path: unknown;
    readonly expected?: unknown;
    readonly found?: unknown;
    readonly message: string;
  };
}

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  const ask = (given: object): readonly ConftestFinding[] => {
    const data = write("data.json", JSON.stringify({ regoscript_parameters: { [rule]: given } }));
    const args = ["test", "-p", join(folder, "conftest/policy"), "--data", data, "-o", "json", object];
    const { stdout, stderr } = spawnSync(engine(name).binary, args, { encoding: "utf8" });
    assert.is.not(stdout, "", stderr);
    return (JSON.parse(stdout) as { failures?: ConftestFinding[] }[])[0]?.failures ?? [];
  };

  test(`${name}: parameters from --data`, () => {
    for (const [given] of accepted)
      assert.equal(
        ask(given)
          .map(({ metadata }) => metadata.message)
          .sort(),
        ofNative(given),
        JSON.stringify(given),
      );
  });

  test(`${name}: what doesn't fit fails`, () => {
    for (const [given, path, expected, found] of [...refused, ...unknown])
      assert.equal(
        ask(given).map(({ metadata }) => [metadata.path, metadata.expected, metadata.found]),
        [[[rule, ...path], expected, found]],
        JSON.stringify(given),
      );
  });
}

/** What `gator test` says with parameters in the constraint: messages, or its error. */
function gator(given: object | undefined): { readonly messages: string[]; readonly error: string } {
  const constraint = write(
    "constraint.json",
    JSON.stringify({
      apiVersion: "constraints.gatekeeper.sh/v1beta1",
      kind: "EveryParameter",
      metadata: { name: "it" },
      spec: {
        match: { kinds: [{ apiGroups: [""], kinds: ["ConfigMap"] }] },
        ...(given !== undefined && { parameters: given }),
      },
    }),
  );
  const templates = join(folder, "bundles/gatekeeper/templates");
  const { stdout, stderr } = spawnSync(
    engine("gator-3.23").binary,
    ["test", "-f", templates, "-f", constraint, "-f", object, "-o", "json"],
    { encoding: "utf8" },
  );
  const found = stdout === "" ? [] : ((JSON.parse(stdout) as { msg: string }[] | null) ?? []);
  return { messages: found.map(({ msg }) => msg).sort(), error: stderr };
}

test("gator: parameters of a constraint, and the schema's defaults", () => {
  for (const given of [undefined, ...accepted.map(([each]) => each)]) {
    const { messages, error } = gator(given);
    assert.is(error, "", JSON.stringify(given));
    assert.equal(messages, ofNative(given ?? {}), JSON.stringify(given));
  }
});

test("gator: what doesn't fit is refused by the schema, or said by the rule", () => {
  for (const [given, path, , found] of refused) {
    const { messages, error } = gator(given);
    const said = messages.filter((message) => message.startsWith("malformed parameters at "));
    assert.ok(
      (error !== "" && messages.length === 0) ||
        (said.length === 1 && messages.length === 1 && said[0]!.endsWith(`found ${found}`)),
      `${JSON.stringify(given)} at ${path.join(".")}: ${error} ${messages.join(" | ")}`,
    );
  }
});

test.run();
