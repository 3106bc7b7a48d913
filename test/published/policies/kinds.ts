import { inputKind, instance, type Located, member, type Scalar } from "regoscript";
import { podTemplate, resourceName } from "regoscript/kubernetes";

export interface SeccompProfile extends Located {
  type?: string;
}

export interface Capabilities extends Located {
  add: string[];
  drop: string[];
}

export interface SecurityContext extends Located {
  runAsNonRoot?: boolean;
  runAsUser?: number;
  runAsGroup?: number;
  seccompProfile?: SeccompProfile;
  capabilities?: Capabilities;
}

export interface Resources extends Located {
  requests: Record<string, Scalar>;
  limits: Record<string, Scalar>;
}

export interface Container extends Located {
  name: string;
  securityContext?: SecurityContext;
  resources?: Resources;
}

export interface Metadata extends Located {
  name?: string;
  annotations: Record<string, string>;
}

export interface Pod extends Located {
  initContainers: Container[];
  containers: Container[];
  securityContext?: SecurityContext;
}

/** A pod template with the metadata of its own and those of the resource that it stands in. */
export interface Template extends Located {
  kind: string;
  metadata?: Metadata;
  podMetadata?: Metadata;
  spec: Pod;
}

export const Template = inputKind<Template>({
  id: "template",
  title: "pod template",
  recognises: ["whatever makes pods"],
  kubernetes: [],
  *find(document) {
    const around = podTemplate(document);
    if (around === undefined) return;
    yield instance<Template>(document, resourceName(document), {
      kind: member(document, "kind"),
      metadata: member(document, "metadata"),
      podMetadata: member(around, "metadata"),
      spec: member(around, "spec"),
    });
  },
});

/** Where the pod's specification is in a resource. */
export function placeOfSpec(kind: string): string {
  if (kind === "Pod") return "spec";
  return kind === "CronJob" ? "spec.jobTemplate.spec.template.spec" : "spec.template.spec";
}
