import { inputKind, instance, type Located, member, partName, partType } from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import { customResourceName } from "./sources.ts";

/** A long-lived access key of an IAM user. */
export interface AccessKey extends Located {
  user?: string;
  /** `Active` if absent. */
  status?: string;
}

/** Access keys of IAM users. */
export const AccessKey = inputKind<AccessKey>({
  id: "access-key",
  title: "access key of an IAM user",
  recognises: [
    "aws iam list-access-keys: AccessKeyMetadata; create-access-key: AccessKey",
    "Terraform: aws_iam_access_key",
    "CloudFormation: AWS::IAM::AccessKey",
    "Crossplane: AccessKey of iam.aws.upbound.io and iam.aws.m.upbound.io",
  ],
  kubernetes: [{ groups: ["iam.aws.upbound.io", "iam.aws.m.upbound.io"], kinds: ["AccessKey"] }],
  *find(document) {
    const type = partType(document);
    if (type === "iam:AccessKey") {
      yield instance<AccessKey>(document, partName(document), {
        user: member(document, "UserName"),
        status: member(document, "Status"),
      });
    }
    if (type === "aws_iam_access_key") {
      const values = member(document, "values");
      yield instance<AccessKey>(values, partName(document), {
        user: member(values, "user"),
        status: member(values, "status"),
      });
    }
    if (type === "AWS::IAM::AccessKey") {
      const properties = member(document, "Properties");
      yield instance<AccessKey>(properties, partName(document), {
        user: member(properties, "UserName"),
        status: member(properties, "Status"),
      });
    }
    if (isCrossplaneResource(document, "iam", "AccessKey")) {
      const wanted = member(document, "spec", "forProvider");
      yield instance<AccessKey>(wanted, customResourceName(document), {
        user: member(wanted, "user"),
        status: member(wanted, "status"),
      });
    }
  },
});
