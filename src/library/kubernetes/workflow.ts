import { member, type Raw, text } from "regoscript";

const atSpec = new Set(["Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate"]);

/**
 * The specification of an Argo Workflow, of a template of one or of one that runs by a schedule; `undefined` in any
 * other document. It has the fields of a pod's that hold for all pods of the workflow (`hostNetwork`, `volumes` …), and
 * `templates`, of which each makes a pod.
 *
 * Source: https://argo-workflows.readthedocs.io/en/latest/fields/#workflowspec
 */
export function workflowSpec(document: Raw): Raw | undefined {
  const kind = text(member(document, "kind"));
  const apiVersion = text(member(document, "apiVersion"));
  if (kind === undefined || apiVersion === undefined) return undefined;
  if (kind === "CronWorkflow")
    return apiVersion.startsWith("argoproj.io/") ? member(document, "spec", "workflowSpec") : undefined;
  return atSpec.has(kind) && apiVersion.startsWith("argoproj.io/") ? member(document, "spec") : undefined;
}
