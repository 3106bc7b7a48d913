import { request as send } from "node:https";

/** What the API server answers. */
export interface Answer {
  readonly status: number;
  /** What its headers warn of. */
  readonly warnings: readonly string[];
  readonly body: unknown;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly port: number;
  readonly token: string;
}

/** Sends one request to the API server on this machine. */
export function request({ method, path, body, port, token }: Request): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = send(
      {
        method,
        path,
        port,
        host: "127.0.0.1",
        // The server has made its certificate itself, a moment ago.
        rejectUnauthorized: false,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () =>
          done({ status: response.statusCode ?? 0, warnings: warningsOf(response.rawHeaders), body: parsed(text) }),
        );
        response.on("error", fail);
      },
    );
    sent.on("error", fail);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** `/readyz` answers in plain text. */
function parsed(text: string): unknown {
  return text.startsWith("{") ? (JSON.parse(text) as unknown) : text;
}

/** The texts of headers `Warning: 299 - "…"`, of which each has one. */
function warningsOf(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((name, index) => {
    if (index % 2 === 1 || name.toLowerCase() !== "warning") return [];
    // Node reads headers as Latin-1.
    const value = Buffer.from(rawHeaders[index + 1]!, "latin1").toString("utf8");
    const [, quoted] = /^299 \S+ "((?:[^"\\]|\\.)*)"$/su.exec(value) ?? [];
    return [quoted === undefined ? value : quoted.replace(/\\(.)/gsu, "$1")];
  });
}
