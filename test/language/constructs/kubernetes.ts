import { rule, violation } from "regoscript";
import { cidrContains, compareQuantities, compareVersions, isAddress, isExemptImage, isQuantity, isVersion, type LabelSelector, matchesSelector, parseImage, productOfQuantity, quantityMilliValue, quantityValue, sumOfQuantities } from "regoscript/kubernetes";
import { Thing } from "../fixtures/thing.ts";

const texts = ["500m", "1Gi", "v1.29.3-eks-1234", "1.2.3", "nginx", "nginx:1.25", "10.1.2.3", "192.168.0.1"];

// quantity: `compareQuantities`, `isQuantity`
//
// -1, 0 or 1, exactly, whatever the suffix and size; `undefined` where one of the texts is no quantity.
function isMuch(memory: string): boolean {
  return isQuantity(memory) && (compareQuantities(memory, "0.5Ki") ?? 0) > 0;
}

// quantity-arithmetic: `sumOfQuantities`, `productOfQuantity`, `quantityValue`, `quantityMilliValue`
//
// A sum and a product as plain decimal numbers, exactly; whole units or thousandths as an integer, rounded up as Kubernetes does. `undefined` where
// there is no quantity, or the result is too large.
function arithmetic(memory: string, requests: string[]): string {
  return `${sumOfQuantities(requests) ?? "no sum"}, ${productOfQuantity(memory, "1.5") ?? "no product"}, ${quantityValue(memory) ?? -1}, ${quantityMilliValue(memory) ?? -1}`;
}

// exempt-images: `isExemptImage`
//
// Whether an image is in a list, where what ends with `*` stands for all that begin so.
function isExempt(image: string): boolean {
  return isExemptImage(image, ["nginx", "a*"]);
}

// version: `compareVersions`, `isVersion`
//
// Semantic versions, with or without `v` before them; `undefined` where one of the texts is none.
function isOld(version: string): boolean {
  return isVersion(version) && (compareVersions(version, "v1.29.0") ?? 0) < 0;
}

// selector: `matchesSelector`
//
// `matchLabels` and `matchExpressions`, of labels of the document or of the rule; an empty selector is satisfied by any.
function isSelected(labels: Record<string, string>, selector: LabelSelector): boolean {
  return matchesSelector(labels, selector) || matchesSelector({ app: "shop" }, selector);
}

// image: `parseImage`
//
// Registry, repository, tag and digest of an image reference, with Docker's defaults for what is left out.
function isLatest(image: string): boolean {
  const { tag, digest } = parseImage(image);
  return digest === undefined && (tag ?? "latest") === "latest";
}

// cidr: `cidrContains`, `isAddress`
//
// Whether a range holds another range or an address, IPv4 or IPv6; `undefined` where one of them is neither.
function isOurs(address: string): boolean {
  return isAddress(address) && (cidrContains("10.0.0.0/8", address) ?? false);
}

export default rule({
  id: "kubernetes",
  title: "Kubernetes",
  severity: "low",
  input: Thing,
  rationale: "Functions of `regoscript/kubernetes`, which also has the input kinds `Workload`, `Replicated`, `Environment`, `ServiceAccount`, `ServiceAccountToken`, `TokenAutomount`, `Service`, `Ingress`, `Role`, `RoleBinding`, `AwsAuthMapping` and, for objects of all kinds, `Resource`. They are written in the policy language themselves and compiled with the rule.",
  remediation: "",
  references: [],

  *check(thing) {
    const given = texts[thing.size] ?? thing.name;
    yield violation(thing, `quantity ${isMuch(given)}`);
    yield violation(thing, `quantity-arithmetic ${arithmetic(given, [given, "1.5Ki", "-500m"])}`);
    yield violation(thing, `exempt-images ${isExempt(given)}`);
    yield violation(thing, `version ${isOld(given)}`);
    yield violation(thing, `selector ${isSelected(thing.labels, { ...thing, matchLabels: thing.labels.a === undefined ? { a: "1" } : {}, matchExpressions: [] })}`);
    yield violation(thing, `image ${isLatest(given)}`);
    yield violation(thing, `cidr ${isOurs(given)}`);
  },

  examples: {},
});
