import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadSource } from "../../src/policy-folder.ts";
import { conftest } from "../../src/targets/conftest/index.ts";
import { engine } from "../engines/locate.ts";
import { nativeOf } from "../native-policies.ts";
import { writeFiles } from "../write-files.ts";
import { documents, shapeFolder } from "./shape-policy.ts";

const folder = shapeFolder();
const { result, rules } = await loadSource(join(folder, "policies"));
const native = nativeOf({ result, rules });

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  test(`${name} loads every shape inside every other, and lists that are empty`, async () => {
    const output = join(folder, name);
    writeFiles(output, await conftest.files(result, new Map()));
    documents.forEach((document, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(document));
      const policies = join(output, "conftest", "policy");
      const run = spawnSync(engine(name).binary, ["test", "-p", policies, "-o", "json", file], { encoding: "utf8" });
      assert.is(run.stderr, "", run.stderr);
      const [answer] = JSON.parse(run.stdout) as { failures?: unknown[]; warnings?: unknown[] }[];
      const found = (answer?.failures?.length ?? 0) + (answer?.warnings?.length ?? 0);
      const { violations, malformed } = native.evaluate([document]);
      assert.is(found, violations.length + malformed.length, `${JSON.stringify(document)}\n${run.stdout}`);
    });
  });
}

test.run();
