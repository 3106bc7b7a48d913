import { holdsTrue } from "../authoring/open-parts.ts";
import { part, plannedResource } from "../authoring/part.ts";
import { elements, exists, member, members, type Raw, text } from "../authoring/raw.ts";

/**
 * The managed resources of a Terraform plan or state as `terraform show -json` prints it: those of the root module and
 * of modules up to eight levels below it. Of a plan `planned_values` is read, in which nothing is that the plan
 * deletes; `prior_state` and `configuration` say the same things again, but for keys that a provider is given. A module
 * still deeper is a part by itself, of the type `module`, and so is such a provider, of the type `provider`.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformParts(document: Raw): Raw[] {
  const first = [member(document, "planned_values", "root_module"), member(document, "values", "root_module")];
  const second = first.flatMap(childModules);
  const third = second.flatMap(childModules);
  const fourth = third.flatMap(childModules);
  const fifth = fourth.flatMap(childModules);
  const sixth = fifth.flatMap(childModules);
  const seventh = sixth.flatMap(childModules);
  const eighth = seventh.flatMap(childModules);
  const ninth = eighth.flatMap(childModules);
  const unknowns = unknownValues(document);
  const modules = [...first, ...second, ...third, ...fourth, ...fifth, ...sixth, ...seventh, ...eighth, ...ninth];
  return [
    ...modules.flatMap((module) =>
      elements(member(module, "resources"))
        .filter((resource) => text(member(resource, "mode")) !== "data")
        .map((resource) => {
          const type = text(member(resource, "type")) ?? "?";
          const unknown = unknowns.get(addressOf(resource));
          return unknown === undefined
            ? part(resource, type, addressOf(resource))
            : plannedResource(resource, type, addressOf(resource), unknown);
        }),
    ),
    ...ninth.flatMap(childModules).map((module) => part(module, "module", addressOf(module))),
    ...members(member(document, "configuration", "provider_config"))
      .filter(([, provider]) => keys.some((key) => exists(member(provider, "expressions", key, "constant_value"))))
      .map(([name, provider]) => part(provider, "provider", `provider ${name} with static keys`)),
  ];
}

/**
 * Keys that a provider can be given. Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const keys = ["access_key", "secret_key", "token"];

/** Attributes that every created resource gets, and that no input kind reads. */
const computed = new Set(["arn", "create_date", "id", "owner_id", "tags_all", "unique_id"]);

/** What isn't known before the plan is applied, by the address of the resource; not of those in which all is. */
function unknownValues(document: Raw): Map<string, Raw> {
  return new Map(
    elements(member(document, "resource_changes"))
      .map((change): [string, Raw] => [addressOf(change), member(change, "change", "after_unknown")])
      .filter(([, unknown]) =>
        members(unknown).some(([attribute, value]) => !computed.has(attribute) && holdsTrue(value)),
      ),
  );
}

function childModules(module: Raw): Raw[] {
  return elements(member(module, "child_modules"));
}

/** The address of a resource or module: `module.node.aws_launch_template.this`. */
function addressOf(part: Raw): string {
  return text(member(part, "address")) ?? "?";
}
