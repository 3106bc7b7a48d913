import { sorted, unique } from "regoscript";

/*
 * Credentials that stand in a text: a script, a command of a Dockerfile, a profile of the AWS command line, JSON or
 * YAML in a ConfigMap. What AWS's documentation calls examples (`AKIAIOSFODNN7EXAMPLE`) are none here, where nothing
 * else says that a credential is meant. Neither is what a variable, a command or a template gives (`$KEY`,
 * `$(cat key)`, `{{ .Values.key }}`), nor what stands there to be replaced (`<secret>`, `your-secret-key`).
 */

/**
 * Access key ids: those of users begin with AKIA, those of sessions with ASIA, and both have 20 characters.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
const keyId = /^[^A-Za-z0-9]?(?:AKIA|ASIA)[A-Z0-9]{16}$/u;

/** What may be one, with the character in front of it and one that it goes on with; regorus has no `\b`. */
const keyIds = /(?:^|[^A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}[A-Za-z0-9]?/gu;

/** Variables of the environment and settings of a profile, `=` or `:`, and what they are set to. */
const settings =
  /(?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_ACCESS_KEY|AWS_SECRET_KEY|aws_access_key_id|aws_secret_access_key|aws_session_token)["']?[ \t]{0,8}[:=][ \t]{0,8}["']?[^\s"'`,;&|<>()$]*/gu;

/** A setting that `aws configure set` is given, and what it is set to. */
const configured = /(?:aws_access_key_id|aws_secret_access_key|aws_session_token)[ \t]{1,8}["']?[^\s"'`,;&|<>()$]*/gu;

/** How a value begins that something else puts in its place: a template, a substitution, SOPS, a person. */
const placeholders = ["$", "<", "{{", "[[", "%", "ENC["];

/** Whether a value is none yet: nothing, or what a template or a tool replaces. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return text === "" || placeholders.some((beginning) => text.startsWith(beginning));
}

/** Ends in what may be a credential: base64, long enough for one. */
const isGiven = /^[A-Za-z_]+["' \t:=]+[A-Za-z0-9/+]{16,}={0,2}$/u;

/**
 * What a text holds of credentials, in words that hold nothing of them but the first four letters of an access key id:
 * the settings that it gives, `aws_access_key_id and aws_secret_access_key`, else `an access key id (AKIA…)`.
 */
export function credentialsIn(text: string): string | undefined {
  const commands: string[] = text.includes("aws configure set") ? (text.match(configured) ?? []) : [];
  const given = commands.concat(text.match(settings) ?? []);
  const names = given
    .filter((setting) => isGiven.test(setting) && !setting.includes("EXAMPLE"))
    .map((setting) => setting.split(/["' \t:=]/u)[0] ?? "");
  return names.length > 0 ? unique(sorted(names)).join(" and ") : accessKeyIdIn(text);
}

/** That an access key id stands in a text, as `credentialsIn` says it. */
export function accessKeyIdIn(text: string): string | undefined {
  const [found] = (text.match(keyIds) ?? []).filter((id) => keyId.test(id) && !id.includes("EXAMPLE"));
  return found === undefined ? undefined : `an access key id (${found.slice(-20, -16)}…)`;
}
