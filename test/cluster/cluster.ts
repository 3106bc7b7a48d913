import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answer, request } from "./api.ts";
import { gatekeeperDefinitions, program, programsFolder } from "./programs.ts";

const ports = { etcd: 12379, etcdPeer: 12380, api: 16443, webhook: 18443, health: 19090, metrics: 18888 };
const token = "token";

/** How often Gatekeeper audits, in seconds. */
const auditInterval = 5;

/** An API server over an empty etcd, with Gatekeeper's manager: audit and admission, no controllers, no nodes. */
export class Cluster {
  readonly #folder = mkdtempSync(join(tmpdir(), "regoscript-cluster-"));
  readonly #processes: ChildProcess[] = [];

  /** Starts everything, and waits until the API server answers and Gatekeeper's own kinds are there. */
  async start(): Promise<void> {
    mkdirSync(join(this.#folder, "home"));
    this.#makeCertificates();
    this.#startEtcd();
    this.#startApiServer();
    await this.until("the API server is ready", 240, async () => (await this.request("GET", "/readyz")).status === 200);
    this.kubectl("apply", "--server-side", "-f", gatekeeperDefinitions());
    this.kubectl("create", "namespace", "gatekeeper-system");
    this.kubectl("wait", "--for=condition=Established", "customresourcedefinition", "--all", "--timeout=120s");
    this.#startGatekeeper();
    await this.until("Gatekeeper is healthy", 240, async () => {
      const answer = await fetch(`http://127.0.0.1:${ports.health}/healthz`);
      return answer.ok;
    });
  }

  stop(): void {
    for (const child of this.#processes.reverse()) child.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** What a person would type after `kubectl`. */
  kubectl(...args: string[]): string {
    return this.#run("kubectl", args);
  }

  /** Runs a command line with this cluster's `kubectl`. */
  shell(command: string): string {
    return this.#run("sh", ["-c", command]);
  }

  #run(command: string, args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", env: this.#environment() });
    if (status !== 0)
      throw new Error(`\`${command} ${args.join(" ")}\` ended with ${status}:\n${stdout}${stderr}\n${this.logs()}`);
    return stdout;
  }

  request(method: string, path: string, body?: unknown): Promise<Answer> {
    return request({ method, path, body, port: ports.api, token });
  }

  /** Lets every request for a change pass Gatekeeper's admission webhook first. */
  async admit(): Promise<void> {
    const configuration = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      metadata: { name: "gatekeeper" },
      webhooks: [
        {
          name: "validation.gatekeeper.sh",
          clientConfig: {
            url: `https://127.0.0.1:${ports.webhook}/v1/admit`,
            caBundle: readFileSync(join(this.#folder, "tls.crt")).toString("base64"),
          },
          rules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["CREATE", "UPDATE"], resources: ["*"] }],
          failurePolicy: "Fail",
          sideEffects: "None",
          admissionReviewVersions: ["v1"],
          matchConditions: [
            {
              name: "others",
              expression:
                '!request.resource.group.endsWith("gatekeeper.sh") && !(request.resource.resource in ["leases", "events"])',
            },
          ],
        },
      ],
    };
    await this.request("POST", configurations, configuration);
    // An API server learns of its webhooks by watching.
    await new Promise((done) => setTimeout(done, 3000));
  }

  /** The opposite of `admit`. */
  async admitAll(): Promise<void> {
    await this.request("DELETE", `${configurations}/gatekeeper`);
    await new Promise((done) => setTimeout(done, 3000));
  }

  /** Waits for something. */
  async until(what: string, seconds: number, isSo: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      if (await isSo().catch(() => false)) return;
      for (const { exitCode, spawnfile } of this.#processes)
        if (exitCode !== null) throw new Error(`${spawnfile} ended with ${exitCode}\n${this.logs()}`);
      await new Promise((done) => setTimeout(done, 500));
    }
    throw new Error(`not within ${seconds} s: ${what}\n${this.logs()}`);
  }

  /** The ends of all logs. */
  logs(): string {
    return ["etcd", "kube-apiserver", "gatekeeper"]
      .map((name) => {
        try {
          return `-- ${name}\n${readFileSync(join(this.#folder, `${name}.log`), "utf8").slice(-2000)}`;
        } catch {
          return `-- ${name} was not started`;
        }
      })
      .join("\n");
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PATH: `${programsFolder()}:${process.env["PATH"]}`,
      HOME: join(this.#folder, "home"),
      KUBECONFIG: join(this.#folder, "kubeconfig"),
    };
  }

  #start(name: string, args: readonly string[], environment: { readonly [name: string]: string } = {}): void {
    const log = openSync(join(this.#folder, `${name}.log`), "w");
    this.#processes.push(
      spawn(program(name).binary, args, {
        cwd: this.#folder,
        stdio: ["ignore", log, log],
        env: { ...process.env, ...environment },
      }),
    );
    closeSync(log);
  }

  #makeCertificates(): void {
    const openssl = (...args: string[]): unknown =>
      execFileSync("openssl", args, { cwd: this.#folder, stdio: ["ignore", "ignore", "pipe"] });
    openssl("genrsa", "-out", "accounts.key", "2048");
    openssl(
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "tls.key", "-out", "tls.crt"],
      ...["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
    );
    writeFileSync(join(this.#folder, "tokens.csv"), `${token},admin,1,system:masters\n`);
    const configuration = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        { name: "here", cluster: { server: `https://127.0.0.1:${ports.api}`, "insecure-skip-tls-verify": true } },
      ],
      users: [{ name: "admin", user: { token } }],
      contexts: [{ name: "here", context: { cluster: "here", user: "admin" } }],
      "current-context": "here",
    };
    writeFileSync(join(this.#folder, "kubeconfig"), JSON.stringify(configuration));
  }

  #startEtcd(): void {
    const [client, peer] = [`http://127.0.0.1:${ports.etcd}`, `http://127.0.0.1:${ports.etcdPeer}`];
    this.#start("etcd", [
      "--data-dir=data",
      "--unsafe-no-fsync",
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
    ]);
  }

  #startApiServer(): void {
    this.#start("kube-apiserver", [
      `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
      "--cert-dir=api",
      `--secure-port=${ports.api}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=10.99.0.1",
      "--endpoint-reconciler-type=none",
      "--service-account-key-file=accounts.key",
      "--service-account-signing-key-file=accounts.key",
      "--service-account-issuer=https://issuer.example",
      "--service-cluster-ip-range=10.0.0.0/24",
      "--authorization-mode=RBAC",
      "--token-auth-file=tokens.csv",
      // No controller makes the accounts that this plugin wants pods to have.
      "--disable-admission-plugins=ServiceAccount",
    ]);
  }

  #startGatekeeper(): void {
    mkdirSync(join(this.#folder, "audit"));
    this.#start(
      "gatekeeper",
      [
        ...["audit", "generate", "status", "webhook"].map((operation) => `--operation=${operation}`),
        `--cert-dir=${this.#folder}`,
        "--host=127.0.0.1",
        `--port=${ports.webhook}`,
        "--debug-use-fake-pod=true",
        "--disable-cert-rotation=true",
        `--audit-interval=${auditInterval}`,
        `--api-cache-dir=${join(this.#folder, "audit")}`,
        "--constraint-violations-limit=500",
        `--health-addr=:${ports.health}`,
        `--prometheus-port=${ports.metrics}`,
        "--log-level=ERROR",
        "--enable-external-data=false",
      ],
      { POD_NAME: "gatekeeper", POD_NAMESPACE: "gatekeeper-system", KUBECONFIG: join(this.#folder, "kubeconfig") },
    );
  }
}

const configurations = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
