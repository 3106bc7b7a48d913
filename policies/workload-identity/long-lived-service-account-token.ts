import { rule, violation, yaml } from "regoscript";
import { ServiceAccount, ServiceAccountToken } from "regoscript/kubernetes";

export default rule({
  id: "long-lived-service-account-token",
  title: "Token of a service account that doesn't expire",
  severity: "high",
  input: [ServiceAccountToken, ServiceAccount],
  // Service accounts as namespace/name.
  parameters: { allowedServiceAccounts: [] as string[] },
  rationale:
    "A Secret of type kubernetes.io/service-account-token holds a token without an end and for no audience: who reads it once, in a backup, a " +
    "pipeline or with a right to get Secrets, is that service account until somebody deletes it. Since Kubernetes 1.24 none is made by itself.",
  remediation:
    "Delete the Secret; pods have a token that is renewed, and others get one for an hour with kubectl create token or by TokenRequest. Pipelines " +
    "outside of the cluster come in by an IAM role and an access entry. Take what is left out of the account's list secrets.",
  references: [
    "https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets",
    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#legacy-serviceaccount-token-cleaner",
    "https://kubernetes.io/docs/concepts/security/service-accounts/#get-a-token",
    "https://kubernetes.io/docs/reference/labels-annotations-taints/#enforce-mountable-secrets",
  ],

  *check(object, { parameters }) {
    const namespace = object.metadata?.namespace ?? "default";
    if (object.kind === "ServiceAccount") {
      if (parameters.allowedServiceAccounts.includes(`${namespace}/${object.metadata?.name ?? ""}`)) return;
      // The list then says which Secrets its pods may mount, of whatever type.
      if (object.metadata?.annotations["kubernetes.io/enforce-mountable-secrets"] === "true") return;
      for (const secret of object.secrets) {
        const name = secret.name ?? "?";
        // OpenShift lists there what pulls images.
        if (!name.includes("-dockercfg-"))
          yield violation(secret, `lists the Secret ${name}, as a token that doesn't expire`);
      }
      return;
    }
    // Authentication refuses what the control plane has marked so.
    if (object.metadata?.labels["kubernetes.io/legacy-token-invalid-since"] !== undefined) return;
    const account = object.metadata?.annotations["kubernetes.io/service-account.name"] ?? "?";
    if (!parameters.allowedServiceAccounts.includes(`${namespace}/${account}`))
      yield violation(object, `holds a token of the service account ${account} that doesn't expire`);
  },

  examples: {
    "a Secret that asks for a token": {
      document: yaml`
        apiVersion: v1
        kind: Secret
        metadata:
          name: ci-token
          namespace: build
          annotations: {kubernetes.io/service-account.name: ci}
        type: kubernetes.io/service-account-token
        `,
      violations: [
        {
          message: "holds a token of the service account ci that doesn't expire",
          path: [],
          resource: "Secret build/ci-token",
        },
      ],
    },
    "a service account from before Kubernetes 1.24": {
      document: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: ci, namespace: build}
        secrets:
          - {name: ci-dockercfg-x7k2p}
          - {name: ci-token-b8d9f}
        `,
      violations: [
        {
          message: "lists the Secret ci-token-b8d9f, as a token that doesn't expire",
          path: ["secrets", 1],
          resource: "ServiceAccount build/ci",
        },
      ],
    },
    "other Secrets": {
      document: yaml`
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: Secret
            metadata: {name: ci-token, namespace: build, annotations: {kubernetes.io/service-account.name: ci}}
            type: Opaque
          - apiVersion: v1
            kind: Secret
            metadata: {name: bootstrap-token-a1b2c3, namespace: kube-system}
            type: bootstrap.kubernetes.io/token
          - apiVersion: v1
            kind: ServiceAccount
            metadata: {name: ci, namespace: build}
            imagePullSecrets: [{name: registry}]
        `,
      violations: [],
    },
    "a token that the control plane refuses": {
      document: yaml`
        apiVersion: v1
        kind: Secret
        metadata:
          name: ci-token-b8d9f
          namespace: build
          labels: {kubernetes.io/legacy-token-invalid-since: "2026-01-01"}
          annotations: {kubernetes.io/service-account.name: ci}
        type: kubernetes.io/service-account-token
        `,
      violations: [],
    },
    "Secrets that pods of the account may mount": {
      document: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          namespace: shop
          annotations: {kubernetes.io/enforce-mountable-secrets: "true"}
        secrets: [{name: database}]
        `,
      violations: [],
    },
    "account that may have one": {
      parameters: { allowedServiceAccounts: ["build/ci"] },
      document: yaml`
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: Secret
            metadata: {name: ci-token, namespace: build, annotations: {kubernetes.io/service-account.name: ci}}
            type: kubernetes.io/service-account-token
          - apiVersion: v1
            kind: ServiceAccount
            metadata: {name: ci, namespace: build}
            secrets: [{name: ci-token}]
        `,
      violations: [],
    },
    "account of the same name in another namespace": {
      parameters: { allowedServiceAccounts: ["build/ci"] },
      document: yaml`
        apiVersion: v1
        kind: Secret
        metadata: {name: ci-token, namespace: shop, annotations: {kubernetes.io/service-account.name: ci}}
        type: kubernetes.io/service-account-token
        `,
      violations: [
        {
          message: "holds a token of the service account ci that doesn't expire",
          path: [],
          resource: "Secret shop/ci-token",
        },
      ],
    },
  },
});
