import { valuesInside } from "./open-parts.ts";
import { member, Raw } from "./raw.ts";
import { type Setting, settingsOf } from "./settings.ts";

/**
 * What a part of a document is in the document that wraps it: a resource of a plan or template, an entry of what the
 * AWS command line prints, a section of a configuration.
 */
export interface Origin {
  /** As the wrapper names it: `aws_iam_role`, `AWS::IAM::Role`, `iam:RoleDetail`, `eksctl:AccessEntry`. */
  readonly type: string;
  /** What people call it: `module.app.aws_iam_role.reader`, `AWS::IAM::Role Reader`, `IAM role reader`. */
  readonly name: string;
  /** Where some of its values aren't known, what tells which. */
  readonly open?: TemplateNames | PlannedValues;
}

/** The names that a CloudFormation template gives to what its functions refer to. */
export interface TemplateNames {
  readonly wrapper: "cloudformation";
  /** Logical ids of resources and names of parameters. */
  readonly declared: readonly string[];
  /** The logical ids among them. */
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  readonly mappings: readonly string[];
  /** The template's `Mappings`, as written. */
  readonly maps: unknown;
  /** What the conditions and parameters that the part asks for may be together; at least one. */
  readonly settings: readonly Setting[];
  /** The one of these that the part is judged in. */
  readonly setting?: Setting;
}

/** What Terraform says of a resource's values that are known only when the plan is applied. */
interface PlannedValues {
  readonly wrapper: "terraform";
  /** `after_unknown`: true, or an object or list that holds true in the place of each such value. */
  readonly unknown: unknown;
}

/** A value as a part of the document around it. */
export function part(raw: Raw, type: string, name: string): Raw {
  return new Raw(raw.value, raw.link, undefined, { type, name });
}

/** A resource of a CloudFormation template in which functions stand in place of values. */
export function openResource(
  raw: Raw,
  type: string,
  name: string,
  declared: readonly string[],
  resources: readonly string[],
  conditions: readonly string[],
  mappings: readonly string[],
  document: Raw,
): Raw {
  const properties = valuesInside(member(raw, "Properties").value);
  const settings = settingsOf(raw, properties, new Set(declared), conditions, member(document, "Parameters"));
  const maps = member(document, "Mappings").value ?? null;
  const open = { wrapper: "cloudformation", declared, resources, conditions, mappings, maps, settings } as const;
  return new Raw(raw.value, raw.link, undefined, { type, name, open });
}

/** A resource of a Terraform plan with values that are known only when it is applied. */
export function plannedResource(raw: Raw, type: string, name: string, unknown: Raw): Raw {
  return new Raw(raw.value, raw.link, undefined, {
    type,
    name,
    open: { wrapper: "terraform", unknown: unknown.value },
  });
}

/**
 * The type of the part that a finder is given; `undefined` for a document that isn't part of another in this sense,
 * such as a Kubernetes resource, which says by its `kind` what it is. The types:
 *
 * - of a Terraform plan or state, those of its managed resources: `aws_iam_role`. The part has the resource's address,
 *   its `values` and all else that Terraform says of it.
 * - of a CloudFormation template, those of its resources: `AWS::IAM::Role`. The part has `Type`, `Properties` and so
 *   on.
 * - of what the AWS command line prints, service and shape as the AWS SDKs name them: `iam:RoleDetail`, `ec2:Instance`.
 * - of eksctl's ClusterConfig, `eksctl:` and what a section's entries are: `eksctl:AccessEntry`.
 */
export function partType(document: Raw): string | undefined {
  return document.origin?.type;
}

/** The name of the part that a finder is given, for people: `aws_iam_role.reader`; `?` for what isn't one. */
export function partName(document: Raw): string {
  return document.origin?.name ?? "?";
}
