import { test } from "uvu";
import * as assert from "uvu/assert";
import { expand } from "../../src/authoring/documents.ts";
import { pathOf } from "../../src/authoring/location.ts";
import { Raw } from "../../src/authoring/raw.ts";

function expanded(document: unknown): [readonly (string | number)[], unknown][] {
  return expand(new Raw(document, undefined)).map((raw) => [pathOf(raw.link), raw.value]);
}

test("the items of a List, each at its path, as they are", () => {
  const items = [{ kind: "Pod", apiVersion: "v1" }, { kind: "Service" }];
  assert.equal(expanded({ kind: "List", apiVersion: "v1", items }), [
    [["items", 0], items[0]],
    [["items", 1], items[1]],
  ]);
});

test("the items of a typed list get its kind and apiVersion, unless they have their own", () => {
  const items = [{ metadata: {} }, { kind: "Other", apiVersion: "x/v1" }];
  assert.equal(expanded({ kind: "DeploymentList", apiVersion: "apps/v1", items }), [
    [["items", 0], { kind: "Deployment", apiVersion: "apps/v1", metadata: {} }],
    [["items", 1], { kind: "Other", apiVersion: "x/v1" }],
  ]);
});

test("the items of lists in a list, three levels deep, and the elements of an array of resources", () => {
  const pod = { kind: "Pod", apiVersion: "v1" };
  const list = (...items: unknown[]): unknown => ({ kind: "List", apiVersion: "v1", items });
  const pods = { kind: "PodList", apiVersion: "v1", items: [{ metadata: {} }] };
  const deepest = list(list(pod));
  assert.equal(expanded(list(pod, list(pod, pods), list(deepest))), [
    [["items", 0], pod],
    [["items", 1, "items", 0], pod],
    [["items", 1, "items", 1, "items", 0], { ...pod, metadata: {} }],
    [["items", 2, "items", 0, "items", 0], list(pod)],
  ]);
  assert.equal(expanded([pod, { kind: "Other" }, list(pod)]), [
    [[0], pod],
    [[1], { kind: "Other" }],
    [[2, "items", 0], pod],
  ]);
  assert.equal(expanded([{ kind: "Pod" }]), [[[], [{ kind: "Pod" }]]]);
});

test("an empty list is itself, so that it can be evidence", () => {
  const list = { kind: "PodList", apiVersion: "v1", items: [] };
  assert.equal(expanded(list), [[[], list]]);
});

test("an AdmissionReview is its object, or where that goes the one that was", () => {
  const review = (request: unknown): unknown => ({
    kind: "AdmissionReview",
    apiVersion: "admission.k8s.io/v1",
    request,
  });
  assert.equal(expanded(review({ object: { kind: "Pod" } })), [[["request", "object"], { kind: "Pod" }]]);
  assert.equal(expanded(review({ object: null, oldObject: { kind: "Pod" } })), [
    [["request", "oldObject"], { kind: "Pod" }],
  ]);
  assert.equal(expanded(review(null)), [[["request", "oldObject"], null]]);
});

test("anything else is one document", () => {
  for (const document of [
    null,
    "List",
    [],
    {},
    { kind: "Pod", items: [] },
    { kind: "List", items: [] },
    { kind: "List", apiVersion: "v1" },
    { kind: "List", apiVersion: 1, items: [] },
  ]) {
    assert.equal(expanded(document), [[[], document]]);
  }
});

test.run();
