import { elements, exists, member, members, type Raw, text } from "regoscript";

/**
 * The managed resources of a type in a Terraform plan (`terraform show -json PLAN`): those of the root module and of
 * modules up to four levels below it. Only `planned_values` is read; `prior_state` and `configuration` say the same
 * things again.
 */
export function terraformResources(document: Raw, type: string): Raw[] {
  const root = member(document, "planned_values", "root_module");
  if (!exists(root)) return [];
  const first = elements(member(root, "child_modules"));
  const second = first.flatMap((module) => elements(member(module, "child_modules")));
  const third = second.flatMap((module) => elements(member(module, "child_modules")));
  const fourth = third.flatMap((module) => elements(member(module, "child_modules")));
  return [root, ...first, ...second, ...third, ...fourth]
    .flatMap((module) => elements(member(module, "resources")))
    .filter((resource) => text(member(resource, "type")) === type && text(member(resource, "mode")) !== "data");
}

/** The address of a Terraform resource: `module.node.aws_launch_template.this`. */
export function terraformAddress(resource: Raw): string {
  return text(member(resource, "address")) ?? "?";
}

/** The resources of a type in a CloudFormation template, each with its logical id, in no order. */
export function cloudFormationResources(document: Raw, type: string): [string, Raw][] {
  return members(member(document, "Resources")).filter(([, resource]) => text(member(resource, "Type")) === type);
}

/** Whether a document is a Kubernetes resource of a kind in an API group that starts as given. */
export function isCustomResource(document: Raw, groupPrefix: string, kind: string): boolean {
  return (
    text(member(document, "kind")) === kind && (text(member(document, "apiVersion")) ?? "").startsWith(groupPrefix)
  );
}

/** A Kubernetes resource as people name it. */
export function customResourceName(document: Raw): string {
  const kind = text(member(document, "kind")) ?? "?";
  const name = text(member(document, "metadata", "name")) ?? "?";
  const namespace = text(member(document, "metadata", "namespace"));
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
