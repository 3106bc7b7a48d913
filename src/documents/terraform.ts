import { part } from "../authoring/part.ts";
import { elements, member, type Raw, text } from "../authoring/raw.ts";

/**
 * The managed resources of a Terraform plan or state as `terraform show -json` prints it: those of the root module and
 * of modules up to eight levels below it. Of a plan only `planned_values` is read; `prior_state` and `configuration`
 * say the same things again. A module still deeper is a part by itself, of the type `module`.
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
  const modules = [...first, ...second, ...third, ...fourth, ...fifth, ...sixth, ...seventh, ...eighth, ...ninth];
  return [
    ...modules.flatMap((module) =>
      elements(member(module, "resources"))
        .filter((resource) => text(member(resource, "mode")) !== "data")
        .map((resource) => part(resource, text(member(resource, "type")) ?? "?", addressOf(resource))),
    ),
    ...ninth.flatMap(childModules).map((module) => part(module, "module", addressOf(module))),
  ];
}

function childModules(module: Raw): Raw[] {
  return elements(member(module, "child_modules"));
}

/** The address of a resource or module: `module.node.aws_launch_template.this`. */
function addressOf(part: Raw): string {
  return text(member(part, "address")) ?? "?";
}
