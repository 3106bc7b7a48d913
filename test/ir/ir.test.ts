import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import type { Module, Statement } from "../../src/ir/nodes.ts";
import { printModules } from "../../src/ir/print.ts";
import { validate } from "../../src/ir/validate.ts";

// The policies of other suites are asked the same where they are compiled (`testAgreement`).
const folder = "policies";
const { modules } = compileDirectory(folder);

test(`${folder}: the intermediate representation is valid`, () => assert.equal(validate(modules), []));

test(`${folder}: it prints, each module and rule`, () => {
  const text = printModules(modules);
  for (const module of modules) assert.match(text, `module ${module.id}\n`);
  for (const { rule } of modules)
    if (rule !== undefined) assert.match(text, `rule ${rule.id} of ${rule.kinds.join(", ")} check`);
});

test("the same policies print the same", () =>
  assert.is(printModules(compileDirectory(folder).modules), printModules(modules)));

/** The first rule's module with another body of its check. */
function withCheck(change: (body: readonly Statement[]) => readonly Statement[]): Module[] {
  const first = modules.findIndex(({ rule }) => rule !== undefined);
  return modules.map((module, index) =>
    index === first
      ? {
          ...module,
          rule: { ...module.rule!, check: { ...module.rule!.check, body: change(module.rule!.check.body) } },
        }
      : module,
  );
}

const span = { file: "a.ts", start: 0, end: 1, line: 1, column: 1 };
const nowhere = { name: "nowhere", type: { kind: "text", nullable: false } } as const;
const listType = { kind: "list", nullable: false } as const;
const local = { kind: "local", binding: nowhere, span, type: nowhere.type } as const;

test("what is not valid is named", () => {
  const faults = (statement: Statement): string => validate(withCheck((body) => [...body, statement])).join("\n");
  assert.match(faults({ kind: "yield", value: local, span }), /check: nowhere is not bound here/);
  assert.match(faults({ kind: "break", label: { name: "loop" }, span }), /break to loop, which is not around it/);
  assert.match(
    faults({ kind: "change", binding: nowhere, change: { how: "assign", value: local }, span }),
    /nowhere still changes/,
  );
  assert.match(
    faults({ kind: "if", condition: { ...local, type: nowhere.type }, whenTrue: [], whenFalse: [], span }),
    /a condition is no boolean, but text/,
  );
  const slice = { kind: "operation", name: "list.slice", span } as const;
  assert.match(
    faults({ kind: "yield", value: { ...slice, arguments: [], type: listType }, span }),
    /list\.slice has 2 parameters and gets 0 arguments/,
  );
  assert.match(
    faults({ kind: "yield", value: { ...slice, arguments: [local, local], type: nowhere.type }, span }),
    /list\.slice takes a list and gets a text\n.*list\.slice takes a number and gets a text\n.*list\.slice gives a list, not a text/,
  );
  assert.match(
    faults({
      kind: "yield",
      value: { kind: "call", function: { module: "m", name: "f" }, arguments: [], span, type: nowhere.type },
      span,
    }),
    /no function f/,
  );
  assert.match(
    faults({ kind: "yield", value: { kind: "inventory", of: "unknown", span, type: nowhere.type }, span }),
    /no input kind unknown/,
  );
});

test.run();
