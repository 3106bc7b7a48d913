import { test } from "uvu";
import * as assert from "uvu/assert";
import { type InputKindDefinition, inputKind, instance } from "../../src/authoring/input-kind.ts";
import type { Located } from "../../src/authoring/location.ts";
import { elements, exists, isMapping, member, members, Raw, text, walk } from "../../src/authoring/raw.ts";
import { Candidates } from "../../src/evaluator/candidates.ts";

/** Whether a kind with the finder is left out for a document, once another has been seen. */
function leftOut(find: InputKindDefinition<Located>["find"], first: unknown, second: unknown = first): boolean {
  const kind = inputKind<Located>({ id: "thing", title: "thing", recognises: [], kubernetes: [], find });
  const candidates = new Candidates([{ kind }]);
  candidates.in(new Raw(first, undefined));
  return candidates.in(new Raw(second, undefined)).length === 0;
}

const service = { apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec: {} };
const nothing: InputKindDefinition<Located>["find"] = function* () {};

test("a finder that finds nothing by the document's class is left out", () => {
  assert.ok(leftOut(nothing, service));
  assert.ok(
    leftOut(function* (document) {
      if (text(member(document, "kind")) !== "Pod" || text(member(document, "apiVersion")) !== "v1") return;
      yield instance(document, "");
    }, service),
  );
  assert.ok(
    leftOut(function* (document) {
      if (exists(member(document, "Statement")) && isMapping(document)) yield instance(document, "");
      for (const role of [...elements(member(document, "Roles")), ...elements(document)]) yield instance(role, "");
    }, service),
  );
});

test("a finder that finds something is asked", () => {
  assert.not(
    leftOut(function* (document) {
      yield instance(document, "");
    }, service),
  );
});

test("a finder that looks at more than the document's class is asked", () => {
  const finders: InputKindDefinition<Located>["find"][] = [
    function* (document) {
      if (text(member(document, "metadata", "name")) === "b") yield instance(document, "");
    },
    function* (document) {
      if (member(document, "spec").value === null) yield instance(document, "");
    },
    function* (document) {
      for (const [key, value] of members(document)) if (key === "other") yield instance(value, "");
    },
    function* (document) {
      if (walk(document).length === 0) yield instance(document, "");
    },
    function* (document) {
      if ("other" in (document.value as object) || "spec" in (document.value as object)) throw new Error("looked");
      yield instance(document, "");
    },
  ];
  for (const find of finders) assert.not(leftOut(find, service), find.toString());
});

test("a finder that fails is asked", () => {
  assert.not(
    leftOut(() => {
      throw new Error("failed");
    }, service),
  );
});

test("documents of other classes are judged by themselves", () => {
  const find: InputKindDefinition<Located>["find"] = function* (document) {
    if (
      text(member(document, "kind")) === "Pod" ||
      text(member(document, "apiVersion")) === "v2" ||
      exists(member(document, "Statement"))
    )
      yield instance(document, "");
  };
  assert.ok(leftOut(find, service));
  for (const other of [
    { ...service, kind: "Pod" },
    { ...service, apiVersion: "v2" },
    { ...service, Statement: {} },
    { apiVersion: "v1", kind: "Service", Statement: {}, spec: {} },
  ]) {
    assert.not(leftOut(find, service, other), JSON.stringify(other));
  }
});

test("every finder is asked about what is no Kubernetes resource, and about the object of a request", () => {
  for (const value of [
    null,
    "text",
    [],
    [service],
    {},
    { kind: "Service" },
    { apiVersion: "v1" },
    { apiVersion: 1, kind: "Service" },
    { apiVersion: "v1", kind: {} },
  ]) {
    assert.not(leftOut(nothing, value), JSON.stringify(value));
  }
  const candidates = new Candidates([
    { kind: inputKind<Located>({ id: "thing", title: "thing", recognises: [], kubernetes: [], find: nothing }) },
  ]);
  assert.is(candidates.in(new Raw(service, undefined, { operation: "CREATE" })).length, 1);
});

test("memory stays bounded whatever documents say that they are", () => {
  const candidates = new Candidates([
    { kind: inputKind<Located>({ id: "thing", title: "thing", recognises: [], kubernetes: [], find: nothing }) },
  ]);
  for (let index = 0; index < 2000; index++) candidates.in(new Raw({ ...service, kind: `Kind${index}` }, undefined));
  assert.is(candidates.in(new Raw({ ...service, kind: "Kind1999" }, undefined)).length, 1);
  for (let index = 0; index < 2000; index++)
    candidates.in(new Raw({ apiVersion: "v1", kind: "Kind0", [`member${index}`]: 0 }, undefined));
  assert.is(candidates.in(new Raw({ apiVersion: "v1", kind: "Kind0", member1999: 0 }, undefined)).length, 1);
});

test.run();
