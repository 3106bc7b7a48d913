import type { Located, Raw } from "regoscript";
import type { Container } from "./container.ts";

/** Containers of one pod that run in an order of their own. */
export interface ContainerSet extends Located {
  containers: Container[];
}

/**
 * A template of an Argo Workflow: what runs in one pod. Source:
 * https://argo-workflows.readthedocs.io/en/latest/fields/#template
 */
export interface WorkflowTemplate extends Located {
  container?: Container;
  script?: Container;
  containerSet?: ContainerSet;
  /** A resource that the pod creates. */
  resource?: Raw;
  /** Artifacts that the pod lists and changes. */
  data?: Raw;
  initContainers: Container[];
  sidecars: Container[];
  /** In the place of the workflow's. */
  serviceAccountName?: string;
}

/** All containers of a template's pod. */
export function templateContainers(template: WorkflowTemplate): Container[] {
  const { container, script, containerSet } = template;
  return [
    ...template.initContainers,
    ...(container === undefined ? [] : [container]),
    ...(script === undefined ? [] : [script]),
    ...(containerSet === undefined ? [] : containerSet.containers),
    ...template.sidecars,
  ];
}

/** Whether a template makes a pod; others say which templates follow each other. */
export function makesPod({ container, script, containerSet, resource, data }: WorkflowTemplate): boolean {
  return (
    container !== undefined ||
    script !== undefined ||
    containerSet !== undefined ||
    resource !== undefined ||
    data !== undefined
  );
}
