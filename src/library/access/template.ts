import type { Principal } from "./principal.ts";

/**
 * A username or group of a mapping for a principal. What isn't known, since whoever assumes a role chooses it, stays:
 * `{{SessionName}}`, also where the template has `{{SessionNameRaw}}`, or `{{EC2PrivateDNSName}}`, `{{AccessKeyID}}`.
 *
 * Source: https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/server/server.go
 */
export function expanded(template: string, principal: Principal): string {
  const known = template.split("{{AccountID}}").join(principal.account);
  if (principal.session === undefined) return known.split("{{SessionNameRaw}}").join("{{SessionName}}");
  return known
    .split("{{SessionNameRaw}}")
    .join(principal.session)
    .split("{{SessionName}}")
    .join(principal.session.split("@").join("-"));
}

/** Whether something in a text isn't known yet. */
export function isOpen(text: string): boolean {
  return text.includes("{{");
}

/**
 * Whether a text with one `{{SessionName}}` can be another by a session's name, of two to 64 letters, digits and some
 * signs: so that no colon comes from it.
 *
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, `RoleSessionName`
 */
export function canBecome(text: string, wanted: string): boolean {
  const [before = "", after, ...more] = text.split("{{SessionName}}");
  if (after === undefined || more.length > 0 || isOpen(before) || isOpen(after)) return false;
  if (!wanted.startsWith(before) || !wanted.endsWith(after)) return false;
  if (wanted.length < before.length + after.length) return false;
  return /^[\w+=,.@-]{2,64}$/u.test(wanted.slice(before.length, wanted.length - after.length));
}

/** Names of users that nobody can choose: EKS refuses them in place of a session's name. */
export function isReserved(username: string): boolean {
  return /^(system|eks|aws|amazon|iam):/u.test(username);
}
