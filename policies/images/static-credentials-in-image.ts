import { at, dockerfile, rule, sorted, textAfter, undetermined, unique, violation } from "regoscript";
import { accessKeyIdIn, credentialsIn, credentialVariables } from "regoscript/aws";
import { commandOf, ImageBuild, lacksHeredocs } from "regoscript/docker";

/** How an instruction writes that there is nothing. */
const nothing = ["", '""', "''"];

/** Settings of the AWS command line's profile that hold credentials. */
const credentialSettings = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"];

/** Whether a command sets a variable to something that is written there, not to what a mounted secret holds. */
function assigns(command: string, name: string): boolean {
  if (command.includes(`${name}=$(`) || command.includes(`${name}="$(`)) return false;
  return command.startsWith(`${name}=`) || command.includes(` ${name}=`);
}

/** What a command writes into the image or sets, in words. */
function written(command: string): string[] {
  const variables = [...credentialVariables].filter((name) => assigns(command, name)).map((name) => `sets ${name}`);
  const configured = credentialSettings
    .filter((setting) => command.includes("aws configure set") && command.includes(setting))
    .map((setting) => `writes ${setting} into the image`);
  const found = variables.concat(configured);
  const credentials = found.length > 0 ? undefined : credentialsIn(command);
  return credentials === undefined ? found : [`holds ${credentials}`];
}

/** Whether the value of a variable is that of another one which holds credentials: `$NAME`, `"${NAME:-}"`. */
function refersTo(value: string, name: string): boolean {
  return value.includes(`\${${name}}`) || value.includes(`\${${name}:`) || `${value}"`.includes(`$${name}"`);
}

/** Whether a path is the AWS command line's folder, or its file of credentials. */
function isProfile(path: string): boolean {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.some(
    (part, index) => part === ".aws" && (index === parts.length - 1 || parts[index + 1] === "credentials"),
  );
}

export default rule({
  id: "static-credentials-in-image",
  title: "Image is built with AWS credentials inside",
  severity: "critical",
  input: ImageBuild,
  rationale:
    "What an instruction sets stays in the image's layers and history, for everyone who can pull it, even if a later instruction deletes it. Build arguments " +
    "are in the history too.",
  remediation:
    "Remove the credentials and revoke them; at run time use Pod Identity or IRSA, while building use RUN --mount=type=secret.",
  references: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html",
  ],

  *check(build) {
    for (const instruction of build.instructions) {
      const command = commandOf(instruction);
      if (command === "env") {
        for (const [index, name] of instruction.Value.entries()) {
          // The parser gives ENV as name, value and "=" in turn, or "" where they are written without one.
          if (index % 3 !== 0) continue;
          const value = instruction.Value[index + 1] ?? "";
          const [source] = sorted([...credentialVariables].filter((variable) => refersTo(value, variable)));
          const credentials = credentialsIn(`${name}=${value}`);
          if (nothing.includes(value) || value.startsWith("$(") || value.startsWith('"$(')) continue;
          if (credentialVariables.has(name)) {
            yield violation(at(instruction, "Value", index), `ENV sets ${name}`);
          } else if (source !== undefined) {
            yield violation(at(instruction, "Value", index), `ENV sets ${name} to ${source}`);
          } else if (credentials !== undefined) {
            yield violation(at(instruction, "Value", index), `ENV sets ${name} to ${credentials}`);
          }
        }
      }
      if (command === "arg") {
        for (const value of instruction.Value) {
          const name = value.split("=")[0] ?? "";
          const given = textAfter(value, "=") ?? "";
          const credentials = accessKeyIdIn(given);
          if (credentialVariables.has(name) && given !== "") {
            yield violation(instruction, `ARG gives ${name} a value`);
          } else if (credentials !== undefined) {
            yield violation(instruction, `ARG gives ${name} ${credentials}`);
          }
        }
      }
      if (command === "run") {
        for (const found of instruction.Value.flatMap((value) => written(value))) {
          yield violation(instruction, `RUN ${found}`);
        }
        for (const [index, { Content, Name }] of (instruction.Heredocs ?? []).entries()) {
          for (const found of unique(Content.split("\n").flatMap((line) => written(line)))) {
            yield violation(at(instruction, "Heredocs", index), `RUN ${found} in its here-document ${Name}`);
          }
        }
      }
      if (command === "copy" || command === "add") {
        if (instruction.Value.some((value) => isProfile(value))) {
          yield violation(instruction, "a file of AWS credentials is copied into the image");
        }
        for (const [index, { Content, Name }] of (instruction.Heredocs ?? []).entries()) {
          for (const found of unique(Content.split("\n").flatMap((line) => written(line)))) {
            yield violation(at(instruction, "Heredocs", index), `the here-document ${Name} ${found}`);
          }
        }
      }
      if (lacksHeredocs(instruction)) {
        yield undetermined(instruction, "what stands in the here-documents isn't known", ImageBuild);
      }
    }
  },

  examples: {
    "the command line's profile": {
      document: dockerfile`
        FROM amazon/aws-cli:2.17.0
        RUN aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE && \
            aws configure set region eu-central-1
        `,
      violations: [{ message: "RUN writes aws_access_key_id into the image", path: [1], resource: "Dockerfile" }],
    },
    "variables, in each form": {
      document: dockerfile`
        FROM node:20-slim
        ARG AWS_SESSION_TOKEN=abc
        ENV NODE_ENV=production AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
        ENV AWS_SECRET_ACCESS_KEY wJalrXUtnFEMI
        RUN AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE npm run deploy
        `,
      violations: [
        { message: "ARG gives AWS_SESSION_TOKEN a value", path: [1], resource: "Dockerfile" },
        { message: "ENV sets AWS_ACCESS_KEY_ID", path: [2, "Value", 3], resource: "Dockerfile" },
        { message: "ENV sets AWS_SECRET_ACCESS_KEY", path: [3, "Value", 0], resource: "Dockerfile" },
        { message: "RUN sets AWS_ACCESS_KEY_ID", path: [4], resource: "Dockerfile" },
      ],
    },
    "a copied profile": {
      document: dockerfile`
        FROM node:20-slim
        COPY --chown=node:node .aws/credentials /home/node/.aws/credentials
        `,
      violations: [
        { message: "a file of AWS credentials is copied into the image", path: [1], resource: "Dockerfile" },
      ],
    },
    "region and a secret mount": {
      document: dockerfile`
        FROM node:20-slim
        # the variable AWS_ACCESS_KEY_ID=… is not set here
        ENV AWS_REGION=eu-central-1 CHECKED=AWS_ACCESS_KEY_ID
        ENV AWS_SESSION_TOKEN="" AWS_ACCESS_KEY=
        RUN --mount=type=secret,id=key AWS_SECRET_ACCESS_KEY="$(cat /run/secrets/key)" npm test
        RUN --mount=type=secret,id=aws,target=/root/.aws/credentials npm ci
        RUN --mount=type=secret,id=key AWS_SECRET_ACCESS_KEY=$(cat /run/secrets/key) npm run deploy
        RUN aws configure set region eu-central-1
        COPY certs.aws /certs/
        `,
      violations: [],
    },
    "here-documents of commands": {
      document: dockerfile`
        # syntax=docker/dockerfile:1
        FROM amazon/aws-cli:2.17.0
        RUN <<EOF
        set -e
        export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI
        aws configure set aws_session_token abc
        EOF
        RUN cat <<-'ONE' > /etc/app.ini && sh <<"TWO"
        	[default]
        	aws_access_key_id = AKIA0001000200030004
        	ONE
        AWS_ACCESS_KEY_ID="$(cat /run/secrets/id)" npm run deploy
        TWO
        ONBUILD RUN <<EOF
        export AWS_SECRET_KEY=wJalrXUtnFEMI
        EOF
        `,
      violations: [
        {
          message: "RUN sets AWS_SECRET_ACCESS_KEY in its here-document EOF",
          path: [1, "Heredocs", 0],
          resource: "Dockerfile",
        },
        {
          message: "RUN writes aws_session_token into the image in its here-document EOF",
          path: [1, "Heredocs", 0],
          resource: "Dockerfile",
        },
        {
          message: "RUN holds aws_access_key_id in its here-document ONE",
          path: [2, "Heredocs", 0],
          resource: "Dockerfile",
        },
        {
          message: "RUN sets AWS_SECRET_KEY in its here-document EOF",
          path: [3, "Heredocs", 0],
          resource: "Dockerfile",
        },
      ],
    },
    "here-documents that are copied": {
      document: dockerfile`
        FROM node:20-slim
        COPY <<EOF /root/.aws/credentials
        [default]
        aws_access_key_id = AKIA0001000200030004
        EOF
        COPY --chmod=600 <<one <<'two' /srv/
        region = eu-central-1
        one
        key: ASIA0001000200030004
        two
        `,
      violations: [
        { message: "a file of AWS credentials is copied into the image", path: [1], resource: "Dockerfile" },
        {
          message: "the here-document EOF holds aws_access_key_id",
          path: [1, "Heredocs", 0],
          resource: "Dockerfile",
        },
        {
          message: "the here-document two holds an access key id (ASIA…)",
          path: [2, "Heredocs", 1],
          resource: "Dockerfile",
        },
      ],
    },
    "here-documents without credentials": {
      document: dockerfile`
        FROM node:20-slim
        RUN --mount=type=secret,id=key <<EOF
        export AWS_SECRET_ACCESS_KEY="$(cat /run/secrets/key)"
        ENV AWS_REGION=eu-central-1
        EOF
        COPY <<EOF /root/.aws/config
        [default]
        region = eu-central-1
        EOF
        RUN echo "a <<b"
        `,
      violations: [],
    },
    "keys under other names": {
      document: dockerfile`
        FROM node:20-slim
        ARG AWS_SECRET_ACCESS_KEY
        ARG KEY=AKIA0001000200030004
        ENV UPLOAD_KEY=AKIA0001000200030004 \
            # of the build's own account
            UPLOAD_SECRET=$AWS_SECRET_ACCESS_KEY
        ENV EXAMPLE=AKIAIOSFODNN7EXAMPLE SECRET=$AWS_SECRET_ACCESS_KEYS
        RUN echo aws_access_key_id=AKIA0001000200030004 >> /etc/app.ini
        ONBUILD ENV AWS_SESSION_TOKEN=abc
        ENV AWS_SECRET_ACCESS_KEY="$(cat /run/secrets/key)"
        `,
      violations: [
        { message: "ARG gives KEY an access key id (AKIA…)", path: [2], resource: "Dockerfile" },
        {
          message: "ENV sets UPLOAD_KEY to an access key id (AKIA…)",
          path: [3, "Value", 0],
          resource: "Dockerfile",
        },
        {
          message: "ENV sets UPLOAD_SECRET to AWS_SECRET_ACCESS_KEY",
          path: [3, "Value", 3],
          resource: "Dockerfile",
        },
        { message: "RUN holds aws_access_key_id", path: [5], resource: "Dockerfile" },
        { message: "ENV sets AWS_SESSION_TOKEN", path: [6, "Value", 0], resource: "Dockerfile" },
      ],
    },
    "an argument in braces": {
      document: {
        format: "dockerfile",
        text:
          "FROM node:20-slim\nENV A=$" +
          '{AWS_SECRET_KEY} B="x$' +
          '{AWS_SECRET_KEY:-}" C=$' +
          "{AWS_SECRET_KEY_FILE}\n",
      },
      violations: [
        { message: "ENV sets A to AWS_SECRET_KEY", path: [1, "Value", 0], resource: "Dockerfile" },
        { message: "ENV sets B to AWS_SECRET_KEY", path: [1, "Value", 3], resource: "Dockerfile" },
      ],
    },
    "argument without a default": {
      document: dockerfile`
        FROM node:20-slim
        ARG AWS_ACCESS_KEY_ID
        CMD ["node", "index.js"]
        `,
      violations: [],
    },
  },
});
