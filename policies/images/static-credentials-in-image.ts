import { at, dockerfile, rule, violation } from "regoscript";
import { credentialVariables } from "regoscript/aws";
import { ImageBuild } from "regoscript/docker";

/** How an instruction writes that there is nothing. */
const nothing = ["", '""', "''"];

/** Settings of the AWS command line's profile that hold credentials. */
const credentialSettings = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"];

/** Whether a command sets a variable to something that is written there, not to what a mounted secret holds. */
function assigns(command: string, name: string): boolean {
  if (command.includes(`${name}=$(`) || command.includes(`${name}="$(`)) return false;
  return command.startsWith(`${name}=`) || command.includes(` ${name}=`);
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
      for (const name of credentialVariables) {
        for (const [index, value] of instruction.Value.entries()) {
          // The parser gives ENV as name, value and "=" in turn, or "" where they are written without one.
          const separator = instruction.Value[index + 2];
          const isSet = !nothing.includes(instruction.Value[index + 1] ?? "");
          if (instruction.Cmd === "env" && value === name && isSet && (separator === "=" || separator === "")) {
            yield violation(at(instruction, "Value", index), `ENV sets ${name}`);
          }
        }
        if (
          instruction.Cmd === "arg" &&
          instruction.Value.some((value) => value.startsWith(`${name}=`) && value !== `${name}=`)
        ) {
          yield violation(instruction, `ARG gives ${name} a value`);
        }
        if (instruction.Cmd === "run" && instruction.Value.some((value) => assigns(value, name))) {
          yield violation(instruction, `RUN sets ${name}`);
        }
      }
      for (const setting of credentialSettings) {
        const line = instruction.Value.join(" ");
        if (instruction.Cmd === "run" && line.includes("aws configure set") && line.includes(setting)) {
          yield violation(instruction, `RUN writes ${setting} into the image`);
        }
      }
      const copies = instruction.Cmd === "copy" || instruction.Cmd === "add";
      if (copies && instruction.Value.some((value) => isProfile(value))) {
        yield violation(instruction, "a file of AWS credentials is copied into the image");
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
